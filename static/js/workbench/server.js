// Talking to the server: one call at a time, in the name of the person who opened the page.

import { gettext } from "../editor/messages.js"

/** Nothing was done, and nothing is wrong with what was sent: it may be sent again. */
export class Unreachable extends Error {}
/** Somebody must sign in first; `isOther` where somebody else did. */
export class SignedOut extends Error {
  constructor(isOther = false) {
    super("signed out")
    this.isOther = isOther
  }
}
/** The server does not take it; the message says why. */
export class Refused extends Error {}

export class Server {
  constructor(form) {
    this.form = form
    this.token = form.elements.csrfmiddlewaretoken.value
    this.user = Number(form.dataset.user)
    this.queue = Promise.resolve()
  }

  /** The calls wait for each other, so that what was typed first arrives first. */
  call(name, body = null, options = {}) {
    const made = this.queue.then(() => this.send(this.form.dataset[name], body, options))
    this.queue = made.catch(() => {})
    return made
  }

  /** At once, without waiting: the page is going away. */
  leave(name, body) {
    return this.send(this.form.dataset[name], body, { keepalive: true })
  }

  async send(address, body, { query = "", keepalive = false, isSecond = false } = {}) {
    const response = await fetch(address + query, {
      method: body ? "POST" : "GET",
      headers: { "X-CSRFToken": this.token, "Content-Type": "application/json" },
      body: body && JSON.stringify({ ...body, user: this.user }),
      redirect: "manual",
      keepalive,
    }).catch(() => {
      throw new Unreachable()
    })
    if (response.type === "opaqueredirect") throw new SignedOut()
    if (response.status === 409) throw new SignedOut(true)
    if (response.status === 403 && body && !isSecond) {
      // Who signed in again has a new token; who may not write is refused again.
      await this.send(this.form.dataset.rows, null, { query: `?stamp=${this.form.dataset.stamp}` })
      return this.send(address, body, { isSecond: true })
    }
    if (response.status >= 500 || response.status === 429) throw new Unreachable()
    const isJson = response.headers.get("Content-Type")?.startsWith("application/json")
    if (response.status === 403) throw new Refused(gettext("You may not change this translation."))
    if (!response.ok) throw new Refused(isJson ? (await response.json()).errors.join(" ") : `${response.status} ${response.statusText}`)
    if (!isJson) throw new Unreachable()
    const answer = await response.json()
    if (answer.user !== undefined && answer.user !== this.user) throw new SignedOut(true)
    if (answer.token) this.token = answer.token
    return answer
  }
}
