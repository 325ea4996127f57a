// Keeps what is typed: in the browser at once, on the server a moment later.

import { drafts, drop, isClosed, keep, newId } from "../admin/draft-store.js"
import { SignedOut } from "./server.js"

const PAUSE_MS = 800
const RETRY_MS = 10_000

export class Keeper {
  /** `tell(state)` hears how it goes: typing, kept, offline, out, other or failing. */
  constructor(server, tell) {
    Object.assign(this, { server, tell })
    this.draft = { id: newId(), user: server.form.dataset.user, path: location.pathname }
    // By key of a segment: how to ask for its edit now, and whether it is to be forgotten.
    this.waiting = new Map()
    this.timer = 0
    navigator.locks?.request(`draft ${this.draft.id}`, () => new Promise(() => {}))
    window.addEventListener("online", () => this.flush())
    window.addEventListener("pagehide", () => this.leave())
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.leave()
      else if (this.waiting.size) this.flush()
    })
  }

  /** What tabs that are gone kept in this browser and the server never confirmed. */
  async left() {
    const locks = (await navigator.locks?.query())?.held ?? []
    const open = new Set(locks.map((lock) => lock.name))
    return drafts(this.draft.user, this.draft.path).filter((draft) => draft.segments && !open.has(`draft ${draft.id}`))
  }

  put(key, edit, isDropped = false) {
    this.waiting.set(key, { edit, isDropped })
    this.keepHere()
    this.tell("typing")
    this.schedule(PAUSE_MS)
  }

  /** Nothing to be kept of this segment any more: it was saved. */
  done(key) {
    this.waiting.delete(key)
    this.keepHere()
  }

  keepHere() {
    const segments = [...this.waiting.values()].filter((each) => !each.isDropped).map(({ edit }) => edit())
    if (!segments.length) drop(this.draft)
    else if (!isClosed() && !keep({ ...this.draft, keptAt: Date.now(), segments })) this.tell("failing")
  }

  schedule(pause) {
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.flush(), pause)
  }

  body(sent) {
    const pick = (isDropped) => sent.filter(([, each]) => each.isDropped === isDropped).map(([, { edit }]) => edit())
    return { segments: pick(false), dropped: pick(true) }
  }

  /** Send what waits; true where the server has all of it then. */
  async flush() {
    clearTimeout(this.timer)
    if (!this.waiting.size) return true
    const sent = [...this.waiting]
    try {
      const answer = await this.server.call("drafts", this.body(sent))
      for (const [key, each] of sent) if (this.waiting.get(key) === each) this.waiting.delete(key)
      this.keepHere()
      this.tell(this.waiting.size ? "typing" : "kept", answer)
      return !this.waiting.size
    } catch (error) {
      this.fail(error)
      return false
    }
  }

  fail(error) {
    if (error instanceof SignedOut) this.tell(error.isOther ? "other" : "out")
    else this.tell("offline", null, error.message)
    this.schedule(RETRY_MS)
  }

  leave() {
    if (!this.waiting.size) return
    this.keepHere()
    // What is too much for a last message waits in the browser.
    this.server.leave("drafts", this.body([...this.waiting])).catch(() => {})
  }
}

export { drop }
