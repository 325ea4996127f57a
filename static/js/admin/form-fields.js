/* What a form holds beyond what the server sent: read it, compare it, put it back. */

const SKIPPED = new Set(["hidden", "password", "file", "submit", "button", "reset", "image"])

/** Controls of the form that a person can change, and the counts of its inline forms. */
function controls(form) {
  return [...form.elements].filter(
    (control) =>
      control.name &&
      !control.disabled &&
      !control.name.includes("__prefix__") &&
      !control.closest("[data-draft-bar]") &&
      (!SKIPPED.has(control.type) || control.name.endsWith("-TOTAL_FORMS")),
  )
}

const isChoice = (control) => control.type === "checkbox" || control.type === "radio"
const keyOf = (control) => (isChoice(control) ? `${control.name}=${control.value}` : control.name)

function current(control) {
  if (isChoice(control)) return control.checked
  if (control.tagName === "SELECT") return selected(control, (option) => option.selected)
  return control.value
}

function sent(control) {
  if (isChoice(control)) return control.defaultChecked
  if (control.tagName !== "SELECT") return control.defaultValue
  const stated = selected(control, (option) => option.defaultSelected)
  // A browser chooses the first option where the server chose none.
  return stated.length || control.multiple ? stated : selected(control, (_option, index) => index === 0)
}

/** Values with their labels: a choice that was searched for is not in the page the next time. */
const selected = (select, test) =>
  [...select.options].filter(test).map((option) => [option.value, option.label])

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other)

/** Controls that differ from what the server sent: { key: value }. */
export function changes(form) {
  const found = {}
  for (const control of controls(form))
    if (!same(current(control), sent(control))) found[keyOf(control)] = current(control)
  return found
}

/** Put kept values back; tells every control that it changed. Returns keys without a place. */
export function restore(form, kept) {
  addInlineForms(form, kept)
  const places = new Map(controls(form).map((control) => [keyOf(control), control]))
  const lost = []
  for (const [key, value] of Object.entries(kept)) {
    const control = places.get(key)
    if (!control) lost.push(key)
    else if (!key.endsWith("-TOTAL_FORMS")) assign(control, value)
  }
  return lost
}

function assign(control, value) {
  if (isChoice(control)) control.checked = value
  else if (control.tagName === "SELECT") {
    const wanted = new Set(value.map(([one]) => one))
    for (const [one, label] of value)
      if (![...control.options].some((option) => option.value === one))
        control.append(new Option(label, one))
    for (const option of control.options) option.selected = wanted.has(option.value)
  } else control.value = value
  control.dispatchEvent(new Event("input", { bubbles: true }))
  control.dispatchEvent(new Event("change", { bubbles: true }))
}

function addInlineForms(form, kept) {
  for (const [key, count] of Object.entries(kept)) {
    if (!key.endsWith("-TOTAL_FORMS")) continue
    const total = form.elements[key]
    const prefix = key.slice(0, -"-TOTAL_FORMS".length)
    const add = form.querySelector(`#${CSS.escape(prefix)}-group .add-row a`)
    while (add && total && Number(total.value) < Math.min(Number(count), 50)) {
      const before = total.value
      add.click()
      if (total.value === before) break
    }
  }
}

/** For comparison: label, what the page shows, what was kept; both as plain text. */
export function differences(form, kept) {
  const places = new Map(controls(form).map((control) => [keyOf(control), control]))
  return Object.entries(kept)
    .filter(([key]) => !key.endsWith("-TOTAL_FORMS"))
    .map(([key, value]) => {
      const control = places.get(key)
      return {
        label: control ? labelOf(control) : key,
        lang: control?.lang ?? "",
        shown: control ? readable(current(control), control) : "",
        kept: readable(value, control),
      }
    })
    .filter(({ shown, kept: draft }) => shown !== draft)
}

function labelOf(control) {
  const panel = control.closest("[data-language]")?.dataset.label
  const label = control.labels?.[0]?.textContent.trim().replace(/:$/, "") || control.name
  return panel ? `${panel}: ${label}` : label
}

function readable(value, control) {
  if (typeof value === "boolean") return value ? "✓" : "–"
  if (Array.isArray(value)) return value.map(([, label]) => label).join(", ")
  return control?.matches("[data-rich-text]") ? textOf(value) : value
}

/** The text of a body, a line for each block. */
function textOf(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  const blocks = [...body.querySelectorAll("p, h2, h3, h4, figcaption")]
  return blocks.map((block) => block.textContent.trim()).filter(Boolean).join("\n")
}
