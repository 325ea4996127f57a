/* The texts of one object in tabs, one for each language, all on one page: switching loses nothing.

   Hooks: a container with data-language-tabs around panels with data-language, data-label and an
   id. A panel with data-missing (or a .chip-missing in its heading) waits in "Add a language" until
   it is wanted. Chips in a panel's heading are shown in its tab; a panel with errors is marked, and
   shown first. "language-tabs:shown" is told on a panel. */

import { element } from "../editor/elements.js"
import { makeMenu } from "../editor/menus.js"
import { gettext } from "../editor/messages.js"

const ERRORS = ".errorlist, .errors"
const isMissing = (panel) => panel.matches("[data-missing]") || panel.querySelector(".chip-missing")

class LanguageTabs {
  constructor(container) {
    this.panels = [...container.querySelectorAll("[data-language]")]
    this.tabs = new Map(this.panels.map((panel) => [panel, this.makeTab(panel)]))
    this.list = element(
      "div",
      { class: "language-tabs__list", role: "tablist", "aria-label": gettext("Languages") },
      ...this.tabs.values(),
    )
    this.memory = `language-tab:${location.pathname}:${container.id}`
    this.add = this.makeAddMenu()
    this.panels[0].before(element("div", { class: "language-tabs" }, this.list, this.add?.node))
    container.classList.add("is-tabbed")
    for (const panel of this.panels) {
      panel.setAttribute("role", "tabpanel")
      panel.setAttribute("aria-labelledby", this.tabs.get(panel).id)
      this.tabs.get(panel).hidden = Boolean(isMissing(panel)) && !this.isWanted(panel)
      // What a browser finds wrong must be seen.
      panel.addEventListener("invalid", () => this.show(panel), true)
      panel.addEventListener("rich-text:ready", () => this.mark(panel))
    }
    this.list.addEventListener("keydown", (event) => this.move(event))
    this.show(this.firstPanel())
  }

  makeTab(panel) {
    const tab = element(
      "button",
      {
        type: "button",
        class: "language-tabs__tab",
        role: "tab",
        id: `${panel.id}-tab`,
        "aria-controls": panel.id,
        onclick: () => this.show(panel),
      },
      element("span", { lang: panel.dataset.language, dir: "auto" }, panel.dataset.label),
    )
    for (const chip of panel.querySelectorAll(":scope > :is(h2, h3) .chip"))
      if (!chip.matches(".chip-missing")) tab.append(" ", chip.cloneNode(true))
    return tab
  }

  makeAddMenu() {
    const missing = this.panels.filter(isMissing)
    if (!missing.length) return null
    return makeMenu(
      { isEditable: true },
      {
        label: gettext("Add a language"),
        items: missing.map((panel) => ({
          label: panel.dataset.label,
          enabled: () => this.tabs.get(panel).hidden,
          run: () => this.open(panel),
        })),
      },
    )
  }

  /** Not empty, or refused: a language that nobody has begun needs no tab. */
  isWanted(panel) {
    const fields = panel.querySelectorAll("input:not([type=hidden], [type=checkbox]), textarea")
    return panel.querySelector(ERRORS) || [...fields].some((field) => field.value.trim())
  }

  firstPanel() {
    const shown = this.panels.filter((panel) => !this.tabs.get(panel).hidden)
    if (!shown.length) return this.panels[0]
    const remembered = sessionStorage.getItem(this.memory)
    return (
      shown.find((panel) => panel.querySelector(ERRORS)) ??
      shown.find((panel) => `#${panel.id}` === location.hash) ??
      shown.find((panel) => panel.dataset.language === remembered) ??
      shown[0]
    )
  }

  open(panel) {
    this.show(panel)
    const field = panel.querySelector("input:not([type=hidden]), textarea")
    field?.focus()
  }

  show(panel) {
    this.tabs.get(panel).hidden = false
    for (const other of this.panels) {
      const tab = this.tabs.get(other)
      other.hidden = other !== panel
      tab.setAttribute("aria-selected", String(other === panel))
      tab.tabIndex = other === panel ? 0 : -1
      this.mark(other)
    }
    this.add?.update()
    if (this.add) this.add.node.hidden = this.panels.every((one) => !this.tabs.get(one).hidden)
    sessionStorage.setItem(this.memory, panel.dataset.language)
    panel.dispatchEvent(new CustomEvent("language-tabs:shown", { bubbles: true }))
  }

  mark(panel) {
    const tab = this.tabs.get(panel)
    const marked = tab.querySelector(".language-tabs__error")
    if (!panel.querySelector(ERRORS)) marked?.remove()
    else if (!marked)
      tab.append(element("span", { class: "language-tabs__error" }, gettext("has errors")))
  }

  move(event) {
    const all = [...this.list.children].filter((tab) => !tab.hidden)
    const here = all.indexOf(event.target.closest("[role=tab]"))
    const rtl = getComputedStyle(this.list).direction === "rtl"
    const target = {
      [rtl ? "ArrowLeft" : "ArrowRight"]: all[(here + 1) % all.length],
      [rtl ? "ArrowRight" : "ArrowLeft"]: all[(here - 1 + all.length) % all.length],
      Home: all[0],
      End: all.at(-1),
    }[event.key]
    if (!target) return
    event.preventDefault()
    target.focus()
    target.click()
  }
}

for (const container of document.querySelectorAll("[data-language-tabs]"))
  if (container.querySelector("[data-language]")) new LanguageTabs(container)
