/* Pictures of the archive: fetched by number, or chosen in a dialog with a search.

   An archive is { address, language }: where to ask, and a function that says the text's language. */

import { buttons, openDialog } from "./dialogs.js"
import { element, uniqueId } from "./elements.js"
import { gettext, interpolate } from "./messages.js"

const known = new Map()

async function fetchPage(address, parameters) {
  const response = await fetch(`${address}?${new URLSearchParams(parameters)}`, {
    headers: { Accept: "application/json" },
  })
  if (!response.ok) throw new Error(`${response.status} ${address}`)
  return response.json()
}

/** The archive's entry of one picture in one language; null where there is none. */
export function findPicture({ address, language }, id) {
  const key = `${id} ${language()}`
  if (!known.has(key)) {
    const answer = fetchPage(address, { id, language: language() })
      .then((page) => page.images[0] ?? null)
      .catch(() => {
        known.delete(key)
        return null
      })
    known.set(key, answer)
  }
  return known.get(key)
}

/** Let a person choose; resolves with { image, alt, caption }, or null. */
export function choosePicture({ address, language }, current = null) {
  return openDialog(
    current ? gettext("Change the picture") : gettext("Insert a picture"),
    (close) => new Chooser(address, language(), current, close).parts(),
    "rt-dialog--pictures",
  )
}

class Chooser {
  constructor(address, language, current, close) {
    Object.assign(this, { address, language, current, close })
    this.chosen = null
    this.asked = 0
    this.list = element("div", {
      class: "rt-pictures",
      role: "radiogroup",
      "aria-label": gettext("Pictures"),
    })
    this.status = element("p", { class: "rt-pictures__status", role: "status" })
    this.more = element(
      "button",
      { type: "button", class: "button", hidden: true, onclick: () => this.load(this.next) },
      gettext("More pictures"),
    )
    this.alt = this.textField(gettext("Alternative text"), current?.alt)
    this.caption = current ? null : this.textField(gettext("Caption"), "")
  }

  textField(label, value) {
    const id = uniqueId("rt-field")
    const input = element("input", {
      id,
      type: "text",
      autocomplete: "off",
      lang: this.language || null,
      dir: "auto",
    })
    input.value = value ?? ""
    return { input, row: element("div", { class: "rt-field" }, element("label", { for: id }, label), input) }
  }

  parts() {
    const id = uniqueId("rt-field")
    let timer
    this.search = element("input", {
      id,
      type: "search",
      autocomplete: "off",
      oninput: () => {
        clearTimeout(timer)
        timer = setTimeout(() => this.load(1), 250)
      },
      onkeydown: (event) => {
        // Enter searches; it does not insert.
        if (event.key !== "Enter") return
        event.preventDefault()
        this.load(1)
      },
    })
    const form = element(
      "form",
      {
        method: "dialog",
        class: "rt-dialog__form",
        onsubmit: (event) => {
          event.preventDefault()
          this.finish()
        },
      },
      element(
        "div",
        { class: "rt-field" },
        element("label", { for: id }, gettext("Search in alternative texts, captions and credits")),
        this.search,
      ),
      this.list,
      this.status,
      this.more,
      this.alt.row,
      element(
        "p",
        { class: "rt-field__help" },
        gettext("Empty: the picture's own alternative text in this language."),
      ),
      this.caption?.row,
      buttons(this.current ? gettext("Change") : gettext("Insert"), this.close),
    )
    this.load(1)
    return [form]
  }

  async load(page) {
    const asked = ++this.asked
    const query = this.search?.value ?? ""
    let answer
    try {
      answer = await fetchPage(this.address, { q: query, page, language: this.language })
    } catch {
      if (asked === this.asked) this.say(gettext("The archive did not answer. Try again."))
      return
    }
    // An older question may be answered after a newer one.
    if (asked !== this.asked) return
    if (page === 1) this.list.replaceChildren()
    this.list.append(...answer.images.map((image) => this.option(image)))
    this.next = answer.next
    this.more.hidden = answer.next === null
    this.say(this.list.childElementCount ? "" : gettext("No picture found."))
  }

  option(image) {
    const input = element("input", {
      type: "radio",
      name: "picture",
      value: image.id,
      onchange: () => this.choose(image),
    })
    if (image.id === (this.chosen?.id ?? this.current?.image)) input.checked = true
    return element(
      "label",
      { class: "rt-pictures__option", title: image.alt || image.name },
      input,
      element("img", {
        src: image.thumbnail,
        width: image.width,
        height: image.height,
        alt: image.alt || image.name,
        loading: "lazy",
      }),
      element("span", { class: "rt-pictures__credit" }, image.credit || image.name),
    )
  }

  choose(image) {
    const before = this.chosen
    this.chosen = image
    this.alt.input.placeholder = image.alt
    // A caption that nobody has touched follows the choice.
    const caption = this.caption?.input
    if (caption && caption.value === (before?.caption ?? "")) caption.value = image.caption
    this.say(interpolate(gettext("Chosen: %(name)s"), { name: image.alt || image.name }))
  }

  finish() {
    const image = this.chosen?.id ?? this.current?.image
    if (!image) {
      this.say(gettext("Choose a picture first."))
      return
    }
    this.close({
      image,
      alt: this.alt.input.value.trim(),
      caption: this.caption?.input.value.trim() ?? "",
    })
  }

  say(text) {
    this.status.textContent = text
  }
}
