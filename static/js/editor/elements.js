/* Make elements without markup in strings. */

let serial = 0

export const uniqueId = (prefix) => `${prefix}-${++serial}`

/** Attributes that are null, undefined or false are left out; functions listen to events. */
export function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name.slice(2), value)
    else if (value === true) node.setAttribute(name, "")
    else if (value !== null && value !== undefined && value !== false)
      node.setAttribute(name, value)
  }
  node.append(...children.filter((child) => child !== null && child !== undefined))
  return node
}
