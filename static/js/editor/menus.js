/* A button that opens a menu (ARIA's menu button pattern), as a native popover. */

import { element, uniqueId } from "./elements.js"

export function makeMenu(editor, { label, items, title, hidden }) {
  const id = uniqueId("rt-menu")
  const text = element("span", { class: "rt-button__text" }, label)
  const button = element(
    "button",
    {
      type: "button",
      class: "rt-button rt-button--menu",
      "aria-haspopup": "menu",
      "aria-expanded": "false",
      "aria-controls": id,
      popovertarget: id,
      onmousedown: (event) => event.preventDefault(),
      onkeydown: (event) => {
        if (event.key === "ArrowDown") {
          event.preventDefault()
          event.stopPropagation()
          menu.showPopover()
        }
      },
    },
    text,
    element("span", { class: "material-icons", "aria-hidden": "true" }, "arrow_drop_down"),
  )
  const entries = items.map((item) => makeEntry(item, () => menu.hidePopover()))
  const menu = element(
    "div",
    { id, class: "rt-menu", popover: "auto", role: "menu", "aria-label": label },
    ...entries.map(({ node }) => node),
  )
  const usable = () => entries.map(({ node }) => node).filter((node) => !node.disabled)
  menu.addEventListener("toggle", (event) => {
    const open = event.newState === "open"
    button.setAttribute("aria-expanded", String(open))
    if (!open) return
    place(menu, button)
    for (const entry of entries) entry.update()
    const checked = usable().find((node) => node.getAttribute("aria-checked") === "true")
    ;(checked ?? usable()[0])?.focus()
  })
  menu.addEventListener("keydown", (event) => {
    const all = usable()
    const here = all.indexOf(document.activeElement)
    const target = {
      ArrowDown: all[(here + 1) % all.length],
      ArrowUp: all[(here - 1 + all.length) % all.length],
      Home: all[0],
      End: all.at(-1),
    }[event.key]
    if (event.key === "Tab") menu.hidePopover()
    if (event.key === "Escape") queueMicrotask(() => button.focus())
    if (!target) return
    event.preventDefault()
    target.focus()
  })
  const node = element("span", { class: "rt-menu-holder" }, button, menu)
  return {
    node,
    update() {
      if (title) text.textContent = title()
      button.setAttribute("aria-label", title ? `${label}: ${title()}` : label)
      node.hidden = Boolean(hidden?.())
      button.setAttribute("aria-disabled", String(!editor.isEditable))
    },
  }
}

function makeEntry({ label, run, active, enabled, className = "" }, close) {
  const node = element(
    "button",
    {
      type: "button",
      class: `rt-menu__item ${className}`,
      role: active ? "menuitemradio" : "menuitem",
      tabindex: "-1",
      onmousedown: (event) => event.preventDefault(),
      onclick: () => {
        close()
        run()
      },
    },
    label,
  )
  return {
    node,
    update() {
      if (active) node.setAttribute("aria-checked", String(Boolean(active())))
      node.disabled = enabled ? !enabled() : false
    },
  }
}

function place(menu, button) {
  const box = button.getBoundingClientRect()
  const end = document.documentElement.clientWidth - menu.offsetWidth
  menu.style.insetBlockStart = `${box.bottom}px`
  menu.style.left = `${Math.max(0, Math.min(box.left, end))}px`
}
