// One row: what is saved, what was typed, and the editor while the person is in it.

import { gettext } from "../editor/messages.js"
import { htmlOf, makeInlineEditor } from "./inline-editor.js"

const PARTS = [".bench-head", ".bench-source"]
const OWN_PARTS = "[data-theirs], [data-moved], .bench-findings"

export class Segment {
  constructor(row, bench) {
    this.bench = bench
    this.editor = null
    this.read(row)
  }

  /** Take all of it from a row as the server made it. */
  read(row) {
    this.row = row
    this.text = row.querySelector("[data-text]")
    this.readFacts(row)
    this.html = this.text.innerHTML.trim()
    this.isDrafted = row.dataset.began !== undefined
    this.began = row.dataset.began ?? this.base
    this.former = formerOf(row)
    for (const part of row.querySelectorAll("[data-plain]")) part.remove()
    for (const part of row.querySelectorAll("[data-live]")) part.hidden = false
    this.text.tabIndex = 0
    this.text.setAttribute("role", "textbox")
    this.text.setAttribute("aria-multiline", "true")
    this.text.setAttribute("aria-labelledby", this.nameId)
    this.showEmptiness()
  }

  readFacts(row) {
    const { key, source, occurrence, base } = row.dataset
    Object.assign(this, { key, source, base, occurrence: Number(occurrence) })
    this.nameId = row.getAttribute("aria-labelledby")
    this.isPlain = "isPlain" in row.dataset
    this.isToDo = "toDo" in row.dataset
    this.isHeld = row.classList.contains("is-held")
    const text = row.querySelector("[data-text]")
    this.saved = (text.dataset.saved ?? text.innerHTML).trim()
  }

  /** The server's row is newer, but the person is in this one, or has typed here meanwhile. */
  merge(fresh, wasSaved) {
    const saved = fresh.querySelector("[data-text]")
    const isClean = !this.isDrafted
    for (const part of PARTS) this.row.querySelector(part).replaceWith(fresh.querySelector(part))
    for (const part of this.row.querySelectorAll(OWN_PARTS)) part.remove()
    this.row.querySelector(".bench-target").append(...fresh.querySelectorAll(OWN_PARTS))
    for (const part of this.row.querySelectorAll("[data-live]")) part.hidden = false
    for (const name of Object.keys(this.row.dataset)) delete this.row.dataset[name]
    Object.assign(this.row.dataset, fresh.dataset)
    this.row.id = fresh.id
    this.row.setAttribute("aria-labelledby", fresh.getAttribute("aria-labelledby"))
    this.row.className = fresh.className
    this.row.classList.toggle("is-active", this.editor !== null)
    // The editor goes on saying whose row it is.
    this.editor?.view.dom.setAttribute("aria-labelledby", fresh.getAttribute("aria-labelledby"))
    fresh.append(saved)
    this.readFacts(fresh)
    if (wasSaved && !this.isHeld) {
      this.began = this.base
      this.isDrafted = !this.isSame(this.html, this.saved)
    }
    this.former = formerOf(fresh)
    if (isClean) {
      this.began = fresh.dataset.began ?? this.base
      this.isDrafted = fresh.dataset.began !== undefined
      this.show(saved.innerHTML.trim())
    }
    this.showState()
  }

  isSame(one, other) {
    return normal(one) === normal(other)
  }

  /** What is sent of it. */
  edit() {
    const { source, occurrence, began: base, html } = this
    return { source, occurrence, base, html }
  }

  get isUnsaved() {
    return this.isDrafted && !this.isHeld
  }

  get isOpen() {
    return this.isHeld || (this.isToDo && !this.isDrafted)
  }

  // --- editing -------------------------------------------------------------------------------

  open(place = null) {
    if (this.editor) return
    const { editor, frame } = makeInlineEditor({
      html: this.html,
      isPlain: this.isPlain,
      lang: this.text.lang,
      dir: this.text.dir,
      labelledBy: this.nameId,
      configuration: this.bench.configuration,
      onChange: () => this.typed(),
    })
    this.editor = editor
    this.frame = frame
    this.asOpened = htmlOf(editor)
    this.text.after(frame)
    this.text.hidden = true
    this.row.classList.add("is-active")
    this.bench.panel.showIn(this)
    editor.commands.focus(place ?? "end", { scrollIntoView: false })
  }

  close() {
    if (!this.editor) return
    this.editor.destroy()
    this.frame.remove()
    this.editor = null
    this.text.hidden = false
    this.text.innerHTML = this.html
    this.showEmptiness()
    this.row.classList.remove("is-active")
  }

  typed() {
    const html = htmlOf(this.editor)
    // The editor may write the same text in another way than the server did.
    this.set(html === this.asOpened && !this.isDrafted ? this.html : html)
  }

  set(html) {
    if (!this.isDrafted) this.began = this.base
    this.html = html
    this.isDrafted = !this.isSame(html, this.saved) || this.began !== this.base
    this.bench.changed(this)
    this.showState()
  }

  /** Write into it from outside: a suggestion, the original, the saved text. */
  write(html) {
    this.show(html)
    this.set(html)
  }

  /** Say of the text as it stands that it is right. */
  confirm() {
    if (this.isDrafted || !this.isToDo || !this.html) return
    this.began = this.base
    this.isDrafted = true
    this.bench.changed(this)
    this.showState()
  }

  insert(words) {
    this.editor?.chain().focus().insertContent({ type: "text", text: words }).run()
  }

  /** Back to what is saved. */
  revert() {
    this.show(this.saved)
    this.isDrafted = this.isHeld = false
    this.bench.changed(this)
    this.began = this.base
    this.settle()
  }

  /** After a look at both texts: mine is to stand. */
  keepMine() {
    this.isHeld = false
    this.isDrafted = true
    this.began = this.base
    this.bench.changed(this)
    this.settle()
  }

  settle() {
    this.row.classList.remove("is-held")
    for (const part of this.row.querySelectorAll("[data-theirs]")) part.remove()
    this.showState()
  }

  // --- looks ---------------------------------------------------------------------------------

  show(html) {
    this.html = html
    if (this.editor) {
      this.editor.commands.setContent(html, { emitUpdate: false })
      this.asOpened = htmlOf(this.editor)
    } else this.text.innerHTML = html
    this.showEmptiness()
  }

  showEmptiness() {
    this.text.dataset.empty = this.text.textContent ? "" : gettext("Not translated yet")
  }

  showState() {
    this.row.classList.toggle("is-drafted", this.isDrafted)
    const mark = this.row.querySelector("[data-unsaved]")
    if (mark) mark.hidden = !this.isDrafted
  }
}

/** The draft that stands here, where it was made for a former wording of the original. */
function formerOf({ dataset }) {
  if (dataset.draftSource === undefined) return null
  const { draftSource: source, draftOccurrence, began: base } = dataset
  return { source, occurrence: Number(draftOccurrence), base, html: "" }
}

const box = document.createElement("template")

/** The same text written in the same way. */
function normal(html) {
  box.innerHTML = html
  return box.innerHTML.replaceAll("&nbsp;", " ").trim()
}

export const makeRow = (html) => {
  box.innerHTML = html
  return box.content.firstElementChild
}
