// Keeps what is typed into a form until the server has it, asks before a page with unsaved text is
// left, and offers the text back when a browser crashed, a session ended or a save failed.

import { DraftBar } from "./draft-bar.js";
import { drafts, drop, dropSaved, isClosed, keep, newId } from "./draft-store.js";
import { fieldsOf, fill, hasChanges, isChanged, keyOf, labelOf, namesOf, valuesOf } from "./form-fields.js";

const PAUSE_MS = 1000;
const BEGAN = "began";

const isBase = (name) => name === BEGAN || name.endsWith("-base");

class DraftKeeper {
  constructor(mark) {
    this.form = mark.closest("form");
    const { draftUser, draftId, unsaved, draftsPath } = mark.dataset;
    dropSaved(draftsPath);
    this.path = location.pathname;
    this.user = draftUser;
    // A form that the server gave back goes on with the draft it was sent with.
    this.id = /^[0-9a-f]{32}$/.test(draftId) ? draftId : newId();
    this.isUnsaved = unsaved !== undefined;
    this.leaving = false;
    this.timer = 0;
    this.bases = this.readBases();
    const before = drafts(this.user, this.path).find((draft) => draft.id === this.id);
    // The page's own values are then the unsaved ones; what was changed is known from before.
    this.carried = this.isUnsaved ? Object.keys(before?.fields ?? {}) : [];
    this.carriesAll = this.isUnsaved && !before;
    this.bar = new DraftBar(this.form, {
      restore: (draft) => this.restore(draft),
      discard: (draft) => this.discard(draft),
      bases: this.bases,
    });
    this.holdLock();
    this.listen();
    this.offer();
  }

  get isDirty() {
    return this.isUnsaved || hasChanges(this.form);
  }

  listen() {
    const typed = () => {
      this.leaving = false;
      this.schedule();
    };
    this.form.addEventListener("input", typed);
    this.form.addEventListener("change", typed);
    // Pickers of the admin tell jQuery only.
    window.django?.jQuery?.(this.form).on("change", typed);
    this.form.addEventListener("formdata", ({ formData }) => formData.set("draft_id", this.id));
    this.form.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      this.keepNow();
      // A preview opens in a tab of its own: this page stays, with what is not saved.
      this.leaving = !event.submitter?.formTarget;
    });
    window.addEventListener("beforeunload", (event) => {
      this.keepNow();
      if (!this.leaving && !isClosed() && this.isDirty) event.preventDefault();
    });
    window.addEventListener("pagehide", () => this.keepNow());
    window.addEventListener("pageshow", () => (this.leaving = false));
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.keepNow();
      else this.offer();
    });
    window.addEventListener("storage", () => this.offer());
  }

  schedule() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.keepNow(), PAUSE_MS);
  }

  keepNow() {
    clearTimeout(this.timer);
    const fields = this.changedFields();
    const draft = { id: this.id, user: this.user, path: this.path };
    if (!Object.keys(fields).length) drop(draft);
    else if (!isClosed())
      this.bar.warn(!keep({ ...draft, keptAt: Date.now(), bases: this.readBases(), fields }));
  }

  changedFields() {
    const kept = {};
    for (const [key, elements] of fieldsOf(this.form)) {
      if (!this.carriesAll && !this.carried.includes(key) && !isChanged(elements)) continue;
      kept[key] = { values: valuesOf(elements), label: labelOf(elements) };
      const names = namesOf(elements);
      if (Object.keys(names).length) kept[key].names = names;
    }
    return kept;
  }

  /** What this page began from: the revisions of its texts, and what the story had. */
  readBases() {
    const inputs = [...this.form.elements].filter(
      (element) => isBase(element.name) && !element.name.includes("__prefix__"),
    );
    return Object.fromEntries(inputs.map((input) => [keyOf(this.form, input), input.value]));
  }

  /** As long as this page lives, its draft is not offered in another one. */
  holdLock() {
    navigator.locks?.request(`draft ${this.id}`, () => new Promise(() => {}));
  }

  async offer() {
    const locks = (await navigator.locks?.query())?.held ?? [];
    const open = new Set(locks.map((lock) => lock.name));
    const others = drafts(this.user, this.path).filter((draft) => draft.id !== this.id);
    const isOpen = (draft) => open.has(`draft ${draft.id}`);
    this.bar.show(others.filter((draft) => !isOpen(draft)), others.some(isOpen));
  }

  /** Put a draft back. The texts begin from where the draft began: the server sees who was first. */
  restore(draft) {
    const missing = [];
    this.addRows(draft);
    for (const [key, { values, names }] of Object.entries(draft.fields)) {
      const elements = fieldsOf(this.form).get(key);
      if (elements) fill(elements, values, names);
      else missing.push(key);
      this.setBase(draft, key);
    }
    this.keepNow();
    const isKept = drafts(this.user, this.path).some((other) => other.id === this.id);
    if (!missing.length && (isKept || !this.isDirty)) drop(draft);
    this.bar.restored(draft, missing);
    this.offer();
  }

  setBase(draft, key) {
    const language = /^(.+@.+)-\w+$/.exec(key)?.[1];
    const name = language ? `${language}-base` : BEGAN;
    const base = draft.bases[name];
    if (base === undefined) return;
    const input = [...this.form.elements].find(
      (element) => isBase(element.name) && keyOf(this.form, element) === name,
    );
    if (input) input.value = base;
  }

  /** New rows of the draft that this page has no place for yet. */
  addRows(draft) {
    for (const key of Object.keys(draft.fields)) {
      const [, set, number] = /^(.+)\+(\d+)-\w+$/.exec(key) ?? [];
      if (!set || fieldsOf(this.form).has(key)) continue;
      const group = document.getElementById(`${set}-group`);
      for (let tries = 0; tries <= number && !fieldsOf(this.form).has(key); tries += 1)
        group?.querySelector(".add-row a")?.click();
    }
  }

  discard(draft) {
    drop(draft);
    this.offer();
  }
}

const mark = document.querySelector("[data-draft-user]");
if (mark) new DraftKeeper(mark);
