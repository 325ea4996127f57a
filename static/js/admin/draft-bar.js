// The bar above the form that offers unsaved text back.

import { fieldsOf, valuesOf, wordsOf } from "./form-fields.js";
import { gettext, interpolate } from "../editor/messages.js";

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

export class DraftBar {
  constructor(form, { restore, discard, bases }) {
    Object.assign(this, { form, restore, discard, bases });
    this.offers = element("div");
    this.notes = element("div", { role: "status" });
    this.bar = element(
      "section",
      { class: "draft-bar", "aria-label": gettext("Unsaved text"), hidden: "" },
      this.notes,
      this.offers,
    );
    this.messages = new Map();
    this.shown = new Set();
    form.before(this.bar);
  }

  /** Drafts to be offered, and whether another tab is being written in. */
  show(drafts, isOpenElsewhere) {
    const ids = drafts.map((draft) => draft.id);
    // What somebody is looking at stays open.
    if (ids.length !== this.shown.size || ids.some((id) => !this.shown.has(id))) {
      this.shown = new Set(ids);
      this.offers.replaceChildren(...drafts.map((draft) => this.offer(draft)));
    }
    this.say(
      "elsewhere",
      isOpenElsewhere &&
        gettext("This page is open in another tab too, with unsaved text. Each keeps its own."),
    );
  }

  offer(draft) {
    const time = new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
      dateStyle: "medium",
      timeStyle: "short",
    }).format(draft.keptAt);
    const words = gettext("Text that was not saved was kept in this browser: %(time)s.");
    const offer = element(
      "div",
      { class: "draft-offer" },
      element("p", {}, interpolate(words, { time })),
    );
    const newer = this.newer(draft);
    if (newer.length) {
      const warning = gettext(
        "The text on the server is newer than this draft: %(languages)s. Look at the differences first.",
      );
      offer.append(
        element("p", { class: "draft-newer" }, interpolate(warning, { languages: newer.join(", ") })),
      );
    }
    offer.append(
      element(
        "p",
        { class: "draft-buttons" },
        this.button(gettext("Put it back"), "default", () => this.restore(draft)),
        this.button(gettext("Discard it"), "", () => this.askToDiscard(draft)),
      ),
      this.differences(draft),
    );
    return offer;
  }

  button(words, look, act) {
    const button = element("button", { type: "button", class: `button ${look}`.trim() }, words);
    button.addEventListener("click", act);
    return button;
  }

  askToDiscard(draft) {
    if (window.confirm(gettext("Throw this text away for good?"))) this.discard(draft);
  }

  /** Languages of the draft that were saved since it was begun. */
  newer(draft) {
    const languages = Object.entries(draft.bases)
      .filter(([key, base]) => key.endsWith("-base") && key in this.bases && this.bases[key] !== base)
      .map(([key]) => key.slice(0, -"base".length))
      .filter((text) => Object.keys(draft.fields).some((key) => key.startsWith(text)))
      .map((text) => /@(.+)-$/.exec(text)?.[1]);
    return [...this.form.querySelectorAll("[data-language]")]
      .filter((panel) => languages.includes(panel.dataset.language))
      .map((panel) => panel.dataset.label);
  }

  differences(draft) {
    const list = element("dl", { class: "draft-differences" });
    const details = element(
      "details",
      {},
      element("summary", {}, gettext("Look at the differences")),
      list,
    );
    details.addEventListener("toggle", () => {
      if (details.open) list.replaceChildren(...this.rows(draft));
    });
    return details;
  }

  rows(draft) {
    const fields = fieldsOf(this.form);
    return Object.entries(draft.fields).flatMap(([key, { values, names, label }]) => {
      const there = fields.get(key) ?? [];
      const now = wordsOf(there, there.length ? valuesOf(there) : []);
      const kept = wordsOf(there, values, names);
      return [
        element("dt", {}, label),
        element("dd", {}, element("b", {}, gettext("on this page")), element("del", { dir: "auto" }, now || "–")),
        element("dd", {}, element("b", {}, gettext("in the draft")), element("ins", { dir: "auto" }, kept || "–")),
      ];
    });
  }

  restored(draft, missing) {
    if (missing.length) {
      const words = gettext(
        "The draft was put back, except: %(fields)s. The page has no such fields now; copy them from the differences.",
      );
      const fields = missing.map((key) => draft.fields[key].label).join(", ");
      this.say("restored", interpolate(words, { fields }));
      return;
    }
    this.say("restored", gettext("The draft was put back. Save to keep it."));
  }

  warn(isFailing) {
    const words = gettext(
      "This browser cannot keep your unsaved text, as its storage is full or shut. Save often.",
    );
    this.say("failing", isFailing && words);
  }

  say(topic, words) {
    if (words) this.messages.set(topic, words);
    else this.messages.delete(topic);
    const lines = [...this.messages.values()];
    if (lines.join("\n") !== [...this.notes.children].map((p) => p.textContent).join("\n"))
      this.notes.replaceChildren(...lines.map((line) => element("p", {}, line)));
    this.bar.hidden = !lines.length && !this.offers.children.length;
  }
}
