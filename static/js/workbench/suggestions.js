// What was translated before and is like the original of this row.

import { element } from "../editor/elements.js"
import { gettext } from "../editor/messages.js"

export class Suggestions {
  constructor(bench) {
    this.bench = bench
    this.list = element("ol", { class: "bench-suggestions", "aria-label": gettext("Translated before"), hidden: true })
    // By hash of the original; what was found once stays good for this page.
    this.known = new Map()
    this.list.addEventListener("click", ({ target }) => {
      const button = target.closest("button")
      if (button) this.use(button.dataset.number)
    })
  }

  async showFor(segment) {
    this.segment = segment
    this.found = []
    this.list.hidden = true
    if (!segment.source) return
    if (!this.known.has(segment.source)) {
      const { source, occurrence } = segment
      const query = `?${new URLSearchParams({ source, occurrence })}`
      this.known.set(source, this.bench.server.send(this.bench.form.dataset.suggestions, null, { query }).catch(() => null))
    }
    const answer = await this.known.get(segment.source)
    if (!answer) this.known.delete(segment.source)
    if (this.segment === segment && segment.editor) this.show(answer?.suggestions ?? [])
  }

  show(suggestions) {
    this.found = suggestions.filter(({ html }) => !this.segment.isSame(html, this.segment.html))
    this.list.replaceChildren(...this.found.map((one, number) => this.item(one, number + 1)))
    this.list.hidden = !this.found.length
  }

  item({ html, match, change, where }, number) {
    const words = element("span", { lang: this.segment.text.lang, dir: this.segment.text.dir })
    words.innerHTML = html
    const original = this.segment.row.querySelector(".bench-source .bench-words")
    const difference = element("span", { lang: original.lang, dir: original.dir })
    difference.innerHTML = change
    const note = element("small", {}, where, change && where ? " · " : "", difference)
    const language = document.documentElement.lang || undefined
    const label = new Intl.NumberFormat(language, { style: "percent" }).format(match / 100)
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", "data-number": number, "aria-keyshortcuts": `Alt+${number}` },
        element("span", { class: "bench-match" }, element("kbd", {}, String(number)), ` ${label}`),
        words,
        ...(change || where ? [note] : []),
      ),
    )
  }

  has(number) {
    return !this.list.hidden && number <= this.found.length
  }

  use(number) {
    const { segment } = this
    segment.write(this.found[number - 1].html)
    segment.editor.commands.focus("end")
  }
}
