/* Unsaved text is kept in this browser and offered back; leaving with unsaved text asks first.

   Hook: an element inside the form with data-drafts, data-user (whose drafts these are) and, where
   the object exists, data-saved-at (when it was last saved, ISO 8601). */

import { draftBar, notice } from "./draft-bar.js"
import { markSent, returned } from "./draft-sent.js"
import { DraftStore } from "./draft-store.js"
import { changes, differences, restore } from "./form-fields.js"
import { gettext } from "../editor/messages.js"

const PAUSE = 800

class DraftKeeper {
  constructor(hook) {
    this.hook = hook
    this.form = hook.closest("form")
    this.savedAt = hook.dataset.savedAt ?? ""
    this.store = new DraftStore(hook.dataset.user, location.pathname)
    // A form that came back with errors shows what was sent, and none of it is saved.
    this.cameBack = this.form.querySelector(".errornote, .errorlist") !== null
    if (returned && this.cameBack) this.earlier = this.store.adopt(returned)
    this.listen()
    this.offer()
  }

  listen() {
    for (const kind of ["input", "change", "formset:added", "formset:removed"])
      this.form.addEventListener(kind, () => this.later())
    // On the window, after every listener that may refuse.
    addEventListener("submit", (event) => {
      if (event.target !== this.form || event.defaultPrevented) return
      this.keep()
      this.isLeaving = true
      markSent(this.store.key)
    })
    addEventListener("beforeunload", (event) => {
      if (!this.isLeaving && this.isUnsaved()) event.preventDefault()
    })
    addEventListener("pageshow", () => (this.isLeaving = false))
    addEventListener("pagehide", () => this.keep())
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "hidden") this.keep()
    })
  }

  isUnsaved() {
    return this.cameBack || Object.keys(changes(this.form)).length > 0
  }

  later() {
    this.isTouched = true
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.keep(), PAUSE)
  }

  keep() {
    clearTimeout(this.timer)
    if (!this.isTouched) return
    const fields = changes(this.form)
    if (!Object.keys(fields).length && !this.cameBack) {
      this.store.drop()
      return
    }
    const isKept = this.store.keep({ base: this.savedAt, fields: { ...this.earlier, ...fields } })
    if (!isKept && !this.hasComplained) {
      this.hasComplained = true
      this.hook.append(
        notice(gettext("This text is too large to be kept in the browser. Save it from time to time.")),
      )
    }
  }

  /** Offer the newest draft that another page has left; after it the next. */
  async offer() {
    if (this.cameBack) return
    const [draft] = await this.store.others()
    if (!draft) return
    const next = () => {
      this.store.drop(draft.key)
      this.offer()
    }
    this.hook.append(
      draftBar({
        draft,
        savedAt: this.savedAt,
        compare: () => differences(this.form, draft.fields),
        discard: next,
        restore: () => {
          restore(this.form, draft.fields)
          this.isTouched = true
          this.keep()
          next()
        },
      }),
    )
  }
}

for (const hook of document.querySelectorAll("[data-drafts]")) new DraftKeeper(hook)
