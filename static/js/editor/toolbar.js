/* The toolbar: one tab stop, arrow keys inside (ARIA's toolbar pattern), Alt+F10 from the text. */

import { element } from "./elements.js"
import { makeItems } from "./items.js"
import { makeMenu } from "./menus.js"
import { gettext } from "./messages.js"

export function makeToolbar(editor, configuration, archive) {
  const bar = element("div", {
    class: "rt-toolbar",
    role: "toolbar",
    "aria-label": gettext("Formatting"),
  })
  const controls = []
  for (const group of makeItems(editor, configuration, archive)) {
    const made = group.map((item) => (item.items ? makeMenu(editor, item) : makeButton(editor, item)))
    controls.push(...made)
    bar.append(element("div", { class: "rt-toolbar__group" }, ...made.map(({ node }) => node)))
  }
  const update = () => {
    for (const control of controls) control.update()
    keepOneTabStop(bar)
  }
  editor.on("transaction", update)
  editor.on("focus", update)
  update()
  bar.addEventListener("keydown", (event) => moveFocus(event, bar, editor))
  bar.addEventListener("focusin", (event) => keepOneTabStop(bar, event.target))
  editor.view.dom.addEventListener("keydown", (event) => {
    if (event.altKey && event.key === "F10") {
      event.preventDefault()
      stops(bar).find((stop) => stop.tabIndex === 0)?.focus()
    }
  })
  return bar
}

function makeButton(editor, { label, icon, active, enabled, hidden, run, keys }) {
  const node = element(
    "button",
    {
      type: "button",
      class: "rt-button",
      "aria-label": label,
      title: keys ? `${label} (${keys})` : label,
      "aria-pressed": active ? "false" : null,
      // The text keeps its selection.
      onmousedown: (event) => event.preventDefault(),
      onclick: () => {
        if (node.getAttribute("aria-disabled") !== "true") run()
      },
    },
    element("span", { class: "material-icons", "aria-hidden": "true" }, icon),
  )
  return {
    node,
    update() {
      if (active) node.setAttribute("aria-pressed", String(Boolean(active())))
      node.setAttribute("aria-disabled", String(enabled ? !enabled() : !editor.isEditable))
      node.hidden = Boolean(hidden?.())
    },
  }
}

const stops = (bar) =>
  [...bar.querySelectorAll(".rt-button")].filter((node) => !node.hidden && !node.closest("[hidden]"))

function keepOneTabStop(bar, focused = null) {
  const all = stops(bar)
  const current = all.includes(focused) ? focused : all.find((stop) => stop.tabIndex === 0)
  for (const stop of bar.querySelectorAll(".rt-button")) stop.tabIndex = -1
  if (all.length) (current ?? all[0]).tabIndex = 0
}

function moveFocus(event, bar, editor) {
  if (!event.target.matches(".rt-button")) return
  const all = stops(bar)
  const here = all.indexOf(event.target)
  const forward = getComputedStyle(bar).direction === "rtl" ? "ArrowLeft" : "ArrowRight"
  const backward = forward === "ArrowRight" ? "ArrowLeft" : "ArrowRight"
  const target = {
    [forward]: all[(here + 1) % all.length],
    [backward]: all[(here - 1 + all.length) % all.length],
    Home: all[0],
    End: all.at(-1),
  }[event.key]
  if (target) {
    event.preventDefault()
    target.focus()
  } else if (event.key === "Escape") {
    event.preventDefault()
    editor.view.focus()
  }
}
