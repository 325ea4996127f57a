/* The language of a phrase (a mark) and of a block (an attribute). */

import { Extension, Mark } from "../../django_prose_editor/editor.js"
import { canonicalLanguage } from "./language-tags.js"

export const PhraseLanguage = Mark.create({
  name: "phraseLanguage",
  // What is typed after a foreign phrase is in the text's own language again.
  inclusive: false,

  addAttributes() {
    return {
      lang: {
        default: null,
        parseHTML: (node) => canonicalLanguage(node.getAttribute("lang")),
      },
    }
  },

  parseHTML() {
    return [
      {
        tag: "span[lang]",
        getAttrs: (node) => (canonicalLanguage(node.getAttribute("lang")) ? null : false),
      },
    ]
  },

  renderHTML({ HTMLAttributes }) {
    return ["span", HTMLAttributes, 0]
  },
})

export const BlockLanguage = Extension.create({
  name: "blockLanguage",

  addOptions() {
    return { blocks: [] }
  },

  addGlobalAttributes() {
    return [
      {
        types: this.options.blocks,
        attributes: {
          lang: {
            default: null,
            parseHTML: (node) => canonicalLanguage(node.getAttribute("lang")),
          },
        },
      },
    ]
  },

  addCommands() {
    return {
      /** State the language of every text block in the selection; null states none. */
      setBlockLanguage:
        (lang) =>
        ({ state, tr, dispatch }) => {
          const { from, to, $from } = state.selection
          const change = (node, position) => {
            if ("lang" in node.attrs && (node.isTextblock || lang === null))
              tr.setNodeAttribute(position, "lang", lang)
          }
          if (dispatch) {
            state.doc.nodesBetween(from, to, change)
            for (let depth = $from.depth; lang === null && depth > 0; depth -= 1)
              change($from.node(depth), $from.before(depth))
          }
          return true
        },
    }
  },
})

/** The language stated for the block at the cursor or for one around it, or null. */
export function blockLanguage(editor) {
  const { $from } = editor.state.selection
  for (let depth = $from.depth; depth > 0; depth -= 1)
    if ($from.node(depth).attrs.lang) return $from.node(depth).attrs.lang
  return null
}
