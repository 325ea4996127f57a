// The rows together: which one the person is in, what is to be saved, what others did meanwhile.

import { drop } from "../admin/draft-store.js"
import { gettext, interpolate } from "../editor/messages.js"
import { Keeper } from "./keeper.js"
import { listenToKeys } from "./keys.js"
import { Panel } from "./panel.js"
import { Segment, makeRow } from "./segment.js"
import { Server, SignedOut, Unreachable } from "./server.js"

const LOOK_MS = 20_000

export class Bench {
  constructor(form) {
    this.form = form
    this.configuration = JSON.parse(document.getElementById("bench-configuration").textContent)
    this.list = form.querySelector(".bench-rows")
    this.status = form.querySelector("[data-status]")
    this.notices = form.querySelector("[data-notices]")
    this.server = new Server(form)
    this.keeper = new Keeper(this.server, (state, answer, message) => this.tell(state, answer, message))
    this.panel = new Panel(this)
    this.active = null
    this.isSaving = false
    this.segments = [...this.list.children].map((row) => new Segment(row, this))
    form.classList.add("is-live")
    for (const part of form.querySelectorAll("[data-plain]")) part.remove()
    for (const part of form.querySelectorAll("[data-live]")) part.hidden = false
    this.listen()
    this.count()
    this.takeBack()
  }

  listen() {
    const { form } = this
    form.addEventListener("submit", (event) => {
      event.preventDefault()
      this.save()
    })
    form.addEventListener("click", (event) => this.clicked(event))
    this.list.addEventListener("focusin", ({ target }) => {
      if (target.matches("[data-text]")) this.go(this.segmentOf(target), { place: this.place })
      this.place = null
    })
    this.list.addEventListener("pointerdown", (event) => {
      const text = event.target.closest("[data-text]")
      this.place = text && placeAt(text, event)
    })
    form.addEventListener("change", ({ target }) => {
      if (target.name === "show") form.dataset.show = target.value
    })
    // "toggle" does not bubble.
    this.list.addEventListener("toggle", ({ target }) => target.dataset.settle && askWhy(target), true)
    listenToKeys(this)
    this.timer = setInterval(() => document.visibilityState === "visible" && this.look(), LOOK_MS)
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.look())
  }

  clicked({ target }) {
    const button = target.closest("button")
    if (!button || button.type === "submit") return
    const segment = this.segmentOf(button)
    const { act, insert } = button.dataset
    if (insert !== undefined) {
      this.go(segment)
      segment.insert(insert)
    } else if (act === "fetch" || act === "join") this.move(segment, button)
    else if (act === "discard") this.discard(button.closest("[data-leftover]"))
    else if (act === "dismiss" || act === "takeBack") this.settle(button)
    else if (act && act in this.acts) this.acts[act](segment ?? this.active)
  }

  acts = {
    next: () => this.nextToDo(),
    help: () => document.getElementById("bench-keys").showModal(),
    done: (segment) => this.done(segment),
    copy: (segment) => segment.write(this.panel.original(segment)),
    revert: (segment) => segment.revert(),
    theirs: (segment) => segment.revert(),
    mine: (segment) => segment.keepMine(),
    above: (segment) => this.step(-1, segment),
    below: (segment) => this.step(1, segment),
    takeOver: () => this.takeOver(),
  }

  /** After a split or a merge: words of another segment's translation are wanted here, or ours there. */
  move(segment, { dataset: { act, other: key } }) {
    const other = this.segments.find((one) => one.key === key)
    const from = act === "fetch" ? other : segment
    const into = act === "fetch" ? segment : other
    if (!other || !from.html) return
    const space = /^(zh|ja)/.test(into.text.lang) ? "" : " "
    const isBefore = this.segments.indexOf(from) < this.segments.indexOf(into)
    const parts = act === "join" && !isBefore ? [into.html, from.html] : [from.html, into.html]
    into.write(parts.filter(Boolean).join(space))
    if (act === "join") segment.write("")
    this.go(into)
  }

  segmentOf(node) {
    const row = node.closest(".bench-row")
    return this.segments.find((segment) => segment.row === row)
  }

  // --- moving --------------------------------------------------------------------------------

  go(segment, { place = null } = {}) {
    if (!segment || this.active === segment) return
    this.leave()
    this.active = segment
    segment.open(place)
    const head = this.form.querySelector(".bench-bar")
    const bar = getComputedStyle(head).position === "sticky" ? head.offsetHeight : 0
    const { top, bottom } = segment.row.getBoundingClientRect()
    if (top < bar) window.scrollBy(0, top - bar - 12)
    else if (bottom > innerHeight) window.scrollBy(0, Math.min(bottom - innerHeight + 24, top - bar - 12))
  }

  leave() {
    this.active?.close()
    this.active = null
    if (this.keeper.waiting.size) this.keeper.flush()
  }

  isShown = (segment) => segment.row.getClientRects().length > 0

  step(by, from = this.active) {
    const shown = this.segments.filter(this.isShown)
    const at = shown.indexOf(from)
    this.go(shown[at < 0 ? (by > 0 ? 0 : shown.length - 1) : at + by])
  }

  /** The next segment that needs work, from here on and then from the top. */
  nextToDo() {
    const from = this.segments.indexOf(this.active) + 1
    const order = [...this.segments.slice(from), ...this.segments.slice(0, from)]
    const next = order.find((segment) => segment.isOpen && segment !== this.active)
    if (next) this.go(next)
    else this.say(gettext("Nothing is left to do here. Save to put your work into the text."))
  }

  done(segment) {
    if (!segment) return
    segment.confirm()
    this.nextToDo()
  }

  // --- what was typed ------------------------------------------------------------------------

  changed(segment) {
    if (segment.former) {
      const { former } = segment
      this.keeper.put(`${segment.key} former`, () => former, true)
      segment.former = null
    }
    this.keeper.put(segment.key, () => segment.edit(), !segment.isDrafted)
    this.panel.update(segment)
    this.count()
  }

  discard(item) {
    const { source, occurrence, base } = item.dataset
    const edit = { source, occurrence: Number(occurrence), base, html: "" }
    this.keeper.put(`left ${source} ${occurrence} ${base}`, () => edit, true)
    item.remove()
    if (!this.form.querySelector("[data-leftover]")) this.form.querySelector("[data-leftovers]").replaceChildren()
  }

  /** What a crash or a lost connection left in this browser goes to the server, and comes back. */
  async takeBack() {
    for (const draft of await this.keeper.left()) {
      for (const edit of draft.segments)
        this.keeper.waiting.set(`kept ${edit.source} ${edit.occurrence} ${edit.base}`, { edit: () => edit, isDropped: false })
      if (!(await this.keeper.flush())) return
      drop(draft)
      await this.look(true)
      const count = draft.segments.length
      this.say(interpolate(gettext("Text that this browser kept is back. Segments: %(count)s."), { count }))
    }
  }

  async save() {
    if (this.isSaving) return
    this.isSaving = true
    clearTimeout(this.keeper.timer)
    const sent = new Map(this.segments.filter((segment) => segment.isUnsaved).map((segment) => [segment, segment.edit()]))
    this.setStatus(gettext("Saving…"))
    try {
      await this.keeper.flush()
      const answer = await this.server.call("save", { segments: [...sent.values()] })
      for (const segment of sent.keys()) if (segment.html === sent.get(segment).html) this.keeper.done(segment.key)
      this.show(answer, sent)
      this.say(answer.messages.join(" "))
      this.setStatus(this.keeper.waiting.size ? "" : gettext("Saved."))
    } catch (error) {
      if (error instanceof Unreachable || error instanceof SignedOut) this.keeper.fail(error)
      else {
        this.setStatus("")
        this.say(error.message)
      }
    } finally {
      this.isSaving = false
      if (this.keeper.waiting.size) this.keeper.schedule(0)
    }
  }

  // --- what others did -----------------------------------------------------------------------

  async look(isForced = false) {
    if (this.isSaving) return
    try {
      await this.keeper.flush()
      const query = isForced ? "" : `?stamp=${encodeURIComponent(this.form.dataset.stamp)}`
      const answer = await this.server.call("rows", null, { query })
      if (answer.rows) this.show(answer)
      this.showClaim(answer.claim)
    } catch (error) {
      if (error instanceof SignedOut) this.keeper.fail(error)
    }
  }

  /** Bring the rows up to date; nothing that is being typed moves under the hands. */
  show(answer, sent = new Map()) {
    this.form.dataset.stamp = answer.stamp
    const before = new Map(this.segments.map((segment) => [segment.key, segment]))
    const wasActive = this.segments.indexOf(this.active)
    this.segments = answer.rows.map(({ key, html }) => {
      const row = makeRow(html)
      const known = before.get(key)
      before.delete(key)
      if (!known) return new Segment(row, this)
      const isTouched = known.editor || this.keeper.waiting.has(known.key)
      if (isTouched) known.merge(row, sent.has(known))
      else if (known.asSent !== html) {
        known.row.replaceWith(row)
        known.read(row)
      }
      known.asSent = isTouched ? null : html
      return known
    })
    for (const gone of before.values()) {
      if (gone === this.active) this.leave()
      gone.row.remove()
    }
    this.segments.forEach(({ row }, number) => {
      if (this.list.children[number] !== row) this.list.insertBefore(row, this.list.children[number] ?? null)
    })
    this.form.querySelector("[data-leftovers]").innerHTML = answer.leftovers
    for (const part of this.form.querySelectorAll("[data-leftovers] [data-live]")) part.hidden = false
    if (wasActive >= 0 && !this.active) this.go(this.segments[Math.min(wasActive, this.segments.length - 1)])
    if (this.active) this.panel.update(this.active)
    this.progress = answer.progress
    this.showClaim(answer.claim)
    this.count()
  }

  showClaim(words) {
    const line = this.form.querySelector("[data-presence]")
    line.hidden = !words
    if (line.firstChild?.textContent === words) return
    line.replaceChildren(words || "")
    if (words) line.append(" ", this.panel.button("takeOver", gettext("Take over")))
  }

  /** Say of a finding that it is intended, or take that back. */
  async settle(button) {
    const { act, finding } = button.dataset
    const reason = button.closest(".finding").querySelector("[data-reason]")
    if (act === "dismiss" && !reason.value.trim()) {
      this.say(gettext("Write why: the log keeps it."))
      reason.focus()
      return
    }
    try {
      await this.keeper.flush()
      this.show(await this.server.call("dismiss", { finding, reason: reason?.value ?? "", is_taken_back: act === "takeBack" }))
      this.say(act === "dismiss" ? gettext("Marked as intended, until these words change.") : gettext("It counts again."))
    } catch (error) {
      if (error instanceof SignedOut) this.keeper.fail(error)
      else this.say(error.message || gettext("The server cannot be reached."))
    }
  }

  async takeOver() {
    try {
      this.showClaim((await this.server.call("claim", {})).claim)
    } catch (error) {
      this.say(error.message || gettext("The server cannot be reached."))
    }
  }

  // --- telling -------------------------------------------------------------------------------

  count() {
    const bar = this.form.querySelector("progress")
    const total = this.progress?.total ?? bar.max
    const done = this.progress?.done ?? Number(bar.getAttribute("value"))
    const unsaved = this.segments.filter((segment) => segment.isDrafted).length
    bar.max = total
    bar.value = done
    const words = interpolate(gettext("%(done)s of %(total)s segments"), { done, total })
    const more = unsaved ? ` · ${interpolate(gettext("%(count)s not saved yet"), { count: unsaved })}` : ""
    this.form.querySelector("[data-progress]").textContent = words + more
    for (const button of this.form.querySelectorAll(".bench-save")) button.disabled = false
  }

  tell(state, answer = null, message = "") {
    const words = {
      typing: "",
      kept: gettext("Kept on the server."),
      failing: gettext("This browser cannot keep your text. Save often."),
    }
    const warnings = {
      offline: gettext("The server cannot be reached. What you type is kept in this browser, and sent when it can."),
      out: gettext("You are signed out. What you type is kept in this browser: sign in again in another tab, and go on here."),
      other: gettext("Somebody else is signed in in this browser now. What you type here is kept for you alone; sign in again to go on."),
    }
    this.setStatus(words[state] ?? "")
    this.form.classList.toggle("is-cut-off", state in warnings)
    if (state in warnings) this.say(message || warnings[state])
    else if (state === "kept" && this.lastWarning) this.say("")
    this.lastWarning = state in warnings || (this.lastWarning && state === "typing")
    if (answer) {
      this.showClaim(answer.claim)
      // Somebody saved meanwhile: what they did belongs beside what is being typed.
      if (answer.stamp !== this.form.dataset.stamp && !this.isSaving) this.look()
    }
  }

  setStatus(words) {
    this.status.textContent = words
  }

  say(words) {
    if (this.notices.textContent !== words) this.notices.textContent = words
  }
}

/** The field for the reason, in a finding that somebody opened. */
function askWhy(details) {
  if (details.querySelector("[data-reason]")) return
  details.append(document.getElementById("bench-reason").content.cloneNode(true))
  details.querySelector("[data-act]").dataset.finding = details.dataset.settle
}

/** Where in the text a pointer is, as the editor counts: 1 is before the first character. */
function placeAt(text, { clientX, clientY }) {
  const at = document.caretPositionFromPoint?.(clientX, clientY)
  if (!at || !text.contains(at.offsetNode)) return null
  const range = document.createRange()
  range.setStart(text, 0)
  range.setEnd(at.offsetNode, at.offset)
  return 1 + range.toString().length + range.cloneContents().querySelectorAll("br").length
}
