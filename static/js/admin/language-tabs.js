// Turns the panels of a story's languages, which stand below each other, into tabs. All of them
// stay in the one form, so nothing is lost in going from one to the next.

import { hasChanges } from "./form-fields.js";
import { gettext } from "../editor/messages.js";

const HASH = "#text-";
const BESIDE = "newscenter-original-beside";
const WIDE = window.matchMedia("(min-width: 70rem)");
// A panel that is put away can still be found by the browser's search, which then opens it.
const PUT_AWAY = "until-found";

const span = (className, text) => Object.assign(document.createElement("span"), { className, textContent: text });

class LanguageTabs {
  constructor(root) {
    this.root = root;
    this.form = root.closest("form");
    this.panels = [...root.querySelectorAll(".language-panel")];
    this.original = this.panels.find((panel) => "original" in panel.dataset);
    this.tabs = new Map(this.panels.map((panel) => [panel, this.makeTab(panel)]));
    this.build();
    this.listen();
    this.choose(this.firstPanel());
    this.markChanges();
  }

  makeTab(panel) {
    const tab = document.createElement("button");
    const name = panel.querySelector(".language-name [lang]").cloneNode(true);
    const state = panel.querySelector(".language-name .chip");
    const isMissing = state?.classList.contains("chip-missing");
    Object.assign(tab, { type: "button", className: "language-tab", id: `${panel.id}-tab` });
    tab.setAttribute("role", "tab");
    tab.setAttribute("aria-controls", panel.id);
    if (isMissing) {
      tab.classList.add("is-missing");
      tab.append(span("visually-hidden", `${gettext("Add a language:")} `));
    }
    tab.append(name);
    if (state && !isMissing) tab.append(" ", state.cloneNode(true));
    if (panel.querySelector(".errorlist li")) tab.append(this.mark("error", "!", gettext("has errors")));
    panel.setAttribute("role", "tabpanel");
    return tab;
  }

  mark(kind, sign, words) {
    const mark = span(`tab-mark tab-${kind}`, "");
    const seen = span("", sign);
    seen.setAttribute("aria-hidden", "true");
    mark.append(seen, span("visually-hidden", ` (${words})`));
    mark.title = words;
    return mark;
  }

  build() {
    const bar = span("language-bar", "");
    this.list = span("language-tablist", "");
    this.list.setAttribute("role", "tablist");
    this.list.setAttribute("aria-label", gettext("Languages"));
    this.list.append(...this.tabs.values());
    bar.append(this.list);
    if (this.original && this.panels.length > 1) bar.append(this.makeBesideButton());
    const stage = Object.assign(document.createElement("div"), { className: "language-stage" });
    this.panels[0].before(bar, stage);
    stage.append(...this.panels);
    this.root.classList.add("is-tabbed");
  }

  makeBesideButton() {
    const words = gettext("Original beside the translation");
    this.beside = Object.assign(document.createElement("button"), { type: "button", className: "beside-button", textContent: words });
    this.setBeside(remembered());
    this.beside.addEventListener("click", () => {
      this.setBeside(!this.isBeside);
      remember(this.isBeside);
      this.arrange();
    });
    return this.beside;
  }

  setBeside(isBeside) {
    this.isBeside = isBeside;
    this.beside.setAttribute("aria-pressed", String(isBeside));
  }

  listen() {
    for (const [panel, tab] of this.tabs) {
      tab.addEventListener("click", () => this.choose(panel, { isAsked: true }));
      panel.addEventListener("beforematch", () => this.choose(panel, { isAsked: true }));
    }
    this.list.addEventListener("keydown", (event) => this.step(event));
    for (const kind of ["input", "change"])
      this.root.addEventListener(kind, () => {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => this.markChanges(), 200);
      });
    WIDE.addEventListener("change", () => this.arrange());
    window.addEventListener("hashchange", () => {
      const panel = this.panelOfHash();
      if (panel) this.choose(panel);
    });
    // A new story begins in the language that is chosen for it.
    this.form.elements.original_language?.addEventListener("change", ({ target }) => {
      const panel = this.panels.find((each) => each.dataset.language === target.value);
      if (panel) this.choose(panel, { isAsked: true });
    });
  }

  step(event) {
    const tabs = [...this.tabs.values()];
    const forward = getComputedStyle(this.list).direction === "rtl" ? "ArrowLeft" : "ArrowRight";
    const at = tabs.indexOf(this.tabs.get(this.chosen));
    let to = { Home: 0, End: tabs.length - 1 }[event.key];
    if (event.key === "ArrowLeft" || event.key === "ArrowRight")
      to = (at + (event.key === forward ? 1 : -1) + tabs.length) % tabs.length;
    if (to === undefined) return;
    event.preventDefault();
    this.choose(this.panels[to], { isAsked: true });
    tabs[to].focus();
  }

  panelOfHash() {
    const language = location.hash.startsWith(HASH) && location.hash.slice(HASH.length);
    const target = document.getElementById(location.hash.slice(1));
    return this.panels.find((panel) => panel.dataset.language === language || panel.contains(target));
  }

  firstPanel() {
    const faulty = this.panels.filter((panel) => panel.querySelector(".errorlist li"));
    const asked = this.panelOfHash();
    return (faulty.includes(asked) || !faulty.length ? asked : faulty[0]) ?? this.original ?? this.panels[0];
  }

  choose(panel, { isAsked = false } = {}) {
    this.chosen = panel;
    for (const [each, tab] of this.tabs) {
      tab.setAttribute("aria-selected", String(each === panel));
      tab.tabIndex = each === panel ? 0 : -1;
    }
    const preview = this.form.elements.preview_language;
    if (preview) preview.value = panel.dataset.language;
    this.arrange();
    this.reveal(this.tabs.get(panel));
    if (isAsked) history.replaceState(history.state, "", HASH + panel.dataset.language);
  }

  arrange() {
    const isBeside = this.isBeside && WIDE.matches && this.chosen !== this.original;
    this.root.classList.toggle("is-beside", isBeside);
    for (const panel of this.panels) {
      const isSeen = panel === this.chosen || (isBeside && panel === this.original);
      if (isSeen) panel.removeAttribute("hidden");
      else panel.setAttribute("hidden", PUT_AWAY);
    }
  }

  /** Scroll the row of tabs, and never the page. */
  reveal(tab) {
    const [inner, outer] = [tab.getBoundingClientRect(), this.list.getBoundingClientRect()];
    if (inner.left < outer.left) this.list.scrollLeft += inner.left - outer.left;
    else if (inner.right > outer.right) this.list.scrollLeft += inner.right - outer.right;
  }

  markChanges() {
    for (const [panel, tab] of this.tabs) {
      const mark = tab.querySelector(".tab-unsaved");
      const isChanged = hasChanges(this.form, panel);
      if (isChanged && !mark) tab.append(this.mark("unsaved", "●", gettext("not saved")));
      else if (!isChanged) mark?.remove();
    }
  }
}

function remembered() {
  try {
    return localStorage.getItem(BESIDE) === "yes";
  } catch {
    return false;
  }
}

function remember(isBeside) {
  try {
    localStorage.setItem(BESIDE, isBeside ? "yes" : "no");
  } catch {
    // Then it is chosen again next time.
  }
}

for (const root of document.querySelectorAll("[data-language-tabs]"))
  if (root.querySelectorAll(".language-panel").length > 1) new LanguageTabs(root);
