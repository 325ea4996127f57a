/* Questions in a native dialog. It stands outside the page's form, so that nothing nests. */

import { element, uniqueId } from "./elements.js"
import { gettext } from "./messages.js"

/** Open a modal dialog around the content; resolves with what `close(result)` was given. */
export function openDialog(title, fill, className = "") {
  return new Promise((resolve) => {
    const heading = uniqueId("rt-dialog")
    // Not when `close` is told of, which is later: the next key is meant for what follows.
    const close = (value) => {
      dialog.close()
      resolve(value)
    }
    const dialog = element(
      "dialog",
      { class: `rt-dialog ${className}`, "aria-labelledby": heading },
      element("h2", { id: heading, class: "rt-dialog__title" }, title),
      ...fill(close),
    )
    dialog.addEventListener("close", () => {
      dialog.remove()
      resolve(null)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}

/** Ask for the fields; null where the person cancels, "remove" where they chose that. */
export function askForm({ title, fields, submit, remove = null }) {
  return openDialog(title, (close) => {
    const inputs = fields.map(makeField)
    const form = element(
      "form",
      {
        method: "dialog",
        class: "rt-dialog__form",
        onsubmit: (event) => {
          event.preventDefault()
          close(Object.fromEntries(inputs.map(({ name, value }) => [name, value()])))
        },
      },
      ...inputs.map(({ row }) => row),
      buttons(submit, close, remove),
    )
    return [form]
  })
}

export function buttons(submit, close, remove = null) {
  return element(
    "div",
    { class: "rt-dialog__buttons" },
    element("button", { type: "submit", class: "button default" }, submit),
    remove
      ? element("button", { type: "button", class: "button", onclick: () => close("remove") }, remove)
      : null,
    element(
      "button",
      { type: "button", class: "button", onclick: () => close(null) },
      gettext("Cancel"),
    ),
  )
}

function makeField(field) {
  const maker = { select: makeSelect, radio: makeRadios, checkbox: makeCheckbox }[field.type]
  return { name: field.name, ...(maker ?? makeInput)(field) }
}

function makeInput({ name, label, help, value, required, type = "text", check, ...rest }) {
  const id = uniqueId("rt-field")
  const input = element("input", {
    id,
    name,
    type,
    required,
    autocomplete: "off",
    "aria-describedby": help ? `${id}-help` : null,
    ...rest,
  })
  input.value = value ?? ""
  if (check)
    input.addEventListener("input", () => input.setCustomValidity(check(input.value)))
  const row = element(
    "div",
    { class: "rt-field" },
    element("label", { for: id }, label),
    input,
    help ? element("p", { id: `${id}-help`, class: "rt-field__help" }, help) : null,
  )
  return { row, value: () => input.value }
}

function makeSelect({ name, label, options, value }) {
  const id = uniqueId("rt-field")
  const select = element(
    "select",
    { id, name },
    ...options.map((option) => element("option", { value: option.value, lang: option.lang }, option.label)),
  )
  select.value = value ?? options[0].value
  const row = element("div", { class: "rt-field" }, element("label", { for: id }, label), select)
  return { row, value: () => select.value }
}

function makeRadios({ name, label, options, value }) {
  const row = element(
    "fieldset",
    { class: "rt-field rt-field--radios" },
    element("legend", {}, label),
    ...options.map((option) => {
      const input = element("input", { type: "radio", name, value: option.value })
      input.checked = option.value === value
      input.disabled = Boolean(option.disabled)
      return element("label", {}, input, option.label)
    }),
  )
  return { row, value: () => row.querySelector("input:checked")?.value ?? null }
}

function makeCheckbox({ name, label, value }) {
  const input = element("input", { type: "checkbox", name })
  input.checked = Boolean(value)
  return {
    row: element("div", { class: "rt-field" }, element("label", {}, input, label)),
    value: () => input.checked,
  }
}
