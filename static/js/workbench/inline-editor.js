// An editor for the text of one block: marks and line breaks, and never a second block.

import {
  Bold,
  Document,
  Editor,
  Extension,
  HardBreak,
  History,
  Italic,
  Paragraph,
  Plugin,
  Strike,
  Subscript,
  Superscript,
  Text,
} from "../../django_prose_editor/editor.js"
import { element } from "../editor/elements.js"
import { PhraseLanguage } from "../editor/language.js"
import { StoryLink } from "../editor/link.js"
import { cleanPasted } from "../editor/paste.js"
import { makeToolbar } from "../editor/toolbar.js"

const MARKS = { Bold, HardBreak, Italic, PhraseLanguage, StoryLink, Strike, Subscript, Superscript }
// Whatever else is pasted ends one stretch of text and begins another.
const INLINE = "a, abbr, b, bdi, cite, code, del, em, font, i, ins, mark, q, s, small, span, strike, strong, sub, sup, u, br"
const OneBlock = Document.extend({ content: "paragraph" })

/** Options: html, isPlain, lang, dir, labelledBy, configuration, onChange. */
export function makeInlineEditor(options) {
  const frame = element("div", { class: "rt bench-editor" })
  const surface = element("div", { class: "rt__surface" })
  const { isPlain, configuration } = options
  const listed = isPlain ? {} : configuration.extensions
  const editor = new Editor({
    element: surface,
    content: options.html,
    extensions: [
      OneBlock,
      Paragraph,
      Text,
      History,
      ...Object.entries(listed).map(([name, settings]) => MARKS[name].configure(settings)),
      OneBlockOnly.configure({ isPlain }),
    ],
    injectCSS: false,
    enableInputRules: false,
    enablePasteRules: false,
    editorProps: {
      attributes: {
        class: "rt__text",
        role: "textbox",
        "aria-multiline": String(!isPlain),
        "aria-labelledby": options.labelledBy,
        lang: options.lang,
        dir: options.dir,
        spellcheck: "true",
      },
    },
    onUpdate: () => options.onChange(),
  })
  if (!isPlain) frame.append(makeToolbar(editor, { ...configuration, extensions: listed }, null))
  frame.append(surface)
  return { editor, frame }
}

export function htmlOf(editor) {
  const html = editor.getHTML().replace(/^<p>|<\/p>$/g, "")
  return html.trim()
}

const OneBlockOnly = Extension.create({
  name: "oneBlockOnly",
  priority: 1000,

  addOptions() {
    return { isPlain: false }
  },

  addKeyboardShortcuts() {
    const enter = () => this.options.isPlain || this.editor.commands.setHardBreak()
    return { Enter: enter, "Shift-Enter": enter }
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: {
          transformPastedHTML: (html) => flattened(cleanPasted(html)),
          transformPastedText: (text) => text.replace(/\s*\n\s*/g, " "),
        },
      }),
    ]
  },
})

/** All that is pasted as the text of one block, a space where a block ended. */
function flattened(html) {
  const { body } = new DOMParser().parseFromString(html, "text/html")
  for (const block of body.querySelectorAll(`:not(${INLINE})`))
    block.replaceWith(" ", ...block.childNodes, " ")
  return body.innerHTML.trim()
}
