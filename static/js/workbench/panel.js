// What stands under the text that is being written: buttons for what the keys do, and suggestions.

import { element } from "../editor/elements.js"
import { gettext } from "../editor/messages.js"
import { Suggestions } from "./suggestions.js"

export class Panel {
  constructor(bench) {
    this.bench = bench
    this.row = element("div", { class: "bench-acts" })
    this.suggestions = new Suggestions(bench)
  }

  button(act, words, keys = "") {
    return element("button", { type: "button", class: "button", "data-act": act, title: keys || null, "aria-keyshortcuts": keys || null }, words)
  }

  showIn(segment) {
    this.done = this.button("done", "", "Control+Enter")
    this.done.classList.add("default")
    this.revert = this.button("revert", gettext("Back to the saved text"))
    this.row.replaceChildren(
      this.done,
      ...(segment.source ? [this.button("copy", gettext("Copy the original"), "Alt+C")] : []),
      this.revert,
      element("span", { class: "bench-steps" }, this.button("above", "↑", "Alt+ArrowUp"), this.button("below", "↓", "Alt+ArrowDown")),
    )
    for (const [act, words] of [["above", gettext("The segment above")], ["below", gettext("The segment below")]])
      this.row.querySelector(`[data-act=${act}]`).setAttribute("aria-label", words)
    segment.frame.after(this.row, this.suggestions.list)
    this.suggestions.showFor(segment)
    this.update(segment)
  }

  update(segment) {
    if (segment !== this.bench.active && !this.row.isConnected) return
    if (!segment.editor) return
    const isRight = segment.isToDo && !segment.isDrafted && segment.saved
    this.done.textContent = isRight ? gettext("This is right") : gettext("Done, next")
    this.revert.hidden = !segment.isDrafted || segment.isHeld
  }

  /** The source as HTML, without the marks of the glossary. */
  original(segment) {
    const words = segment.row.querySelector(".bench-source .bench-words").cloneNode(true)
    for (const mark of words.querySelectorAll("mark")) mark.replaceWith(...mark.childNodes)
    words.normalize()
    return words.innerHTML.trim()
  }
}
