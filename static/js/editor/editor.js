/* One editor over one text area. The text area keeps the value: forms, drafts and tests read it. */

import { Editor } from "../../django_prose_editor/editor.js"
import { element } from "./elements.js"
import { makeExtensions } from "./extensions.js"
import { makeToolbar } from "./toolbar.js"

const EMPTY = "<p></p>"

/** Set the text from outside: write the text area's value, then dispatch "change" on it. */
export function createEditor(textarea) {
  const configuration = JSON.parse(textarea.dataset.richText)
  const archive = { address: configuration.pictures, language: () => textarea.lang }
  const readOnly = textarea.disabled || textarea.readOnly
  const frame = element("div", { class: "rt" })
  const surface = element("div", { class: "rt__surface" })
  textarea.before(frame)

  const editor = new Editor({
    element: surface,
    editable: !readOnly,
    extensions: makeExtensions(configuration, archive),
    content: textarea.value,
    // The strict content policy allows no style elements; css/admin/editor.css has these rules.
    injectCSS: false,
    // What is typed stays as typed: a dash begins a quotation in Vietnamese, not a list.
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: { attributes: () => surfaceAttributes(textarea) },
    onUpdate({ editor: changed }) {
      const html = changed.getHTML()
      textarea.value = html === EMPTY ? "" : html
      written = textarea.value
      textarea.dispatchEvent(new Event("input", { bubbles: true }))
    },
  })
  let written = textarea.value

  if (!readOnly) frame.append(makeToolbar(editor, configuration, archive))
  frame.append(surface)
  textarea.classList.add("rt__source")
  frame.append(textarea)
  textarea.addEventListener("change", () => {
    if (textarea.value === written) return
    written = textarea.value
    editor.commands.setContent(textarea.value, { emitUpdate: false })
  })
  for (const label of textarea.labels)
    label.addEventListener("click", () => editor.commands.focus())
  // The language of a text may be chosen after the page was made.
  new MutationObserver(() => editor.setOptions({})).observe(textarea, {
    attributeFilter: ["lang", "dir", "aria-invalid", "aria-describedby"],
  })
  return editor
}

function surfaceAttributes(textarea) {
  const attributes = {
    class: "rt__text",
    role: "textbox",
    "aria-multiline": "true",
    dir: textarea.dir || "auto",
    spellcheck: "true",
  }
  if (textarea.lang) attributes.lang = textarea.lang
  for (const name of ["aria-invalid", "aria-describedby", "aria-required"])
    if (textarea.hasAttribute(name)) attributes[name] = textarea.getAttribute(name)
  const label = textarea.labels?.[0]
  if (label) {
    label.id ||= `${textarea.id}-label`
    attributes["aria-labelledby"] = label.id
  } else {
    attributes["aria-label"] = textarea.getAttribute("aria-label") ?? textarea.name
  }
  return attributes
}
