/* Turns every `textarea[data-rich-text]` into an editor, also in inline forms added later. */

import { createEditor } from "./editor.js"

const editors = new WeakMap()

function start(root) {
  for (const textarea of root.querySelectorAll("textarea[data-rich-text]")) {
    // The empty form of a formset is only a pattern.
    if (textarea.name.includes("__prefix__") || editors.has(textarea)) continue
    const editor = createEditor(textarea)
    editors.set(textarea, editor)
    textarea.dispatchEvent(new CustomEvent("rich-text:ready", { bubbles: true, detail: editor }))
  }
}

start(document)
document.addEventListener("formset:added", (event) => start(event.target))
