/* A picture of the archive with the story's own alternative text and a caption. */

import { Node } from "../../django_prose_editor/editor.js"
import { element } from "./elements.js"
import { inText } from "./focus.js"
import { gettext, interpolate } from "./messages.js"
import { choosePicture, findPicture } from "./pictures.js"

export const FigureCaption = Node.create({
  name: "caption",
  content: "inline*",
  isolating: true,
  defining: true,

  parseHTML() {
    return [{ tag: "figcaption", context: "figure/" }]
  },

  renderHTML({ HTMLAttributes }) {
    return ["figcaption", HTMLAttributes, 0]
  },

  addKeyboardShortcuts() {
    const leave = () => {
      const { $from } = this.editor.state.selection
      if ($from.parent.type !== this.type) return false
      const after = $from.after($from.depth - 1)
      return this.editor
        .chain()
        .insertContentAt(after, { type: "paragraph" })
        .setTextSelection(after + 1)
        .scrollIntoView()
        .run()
    }
    return { Enter: leave }
  },
})

export const StoryFigure = Node.create({
  name: "figure",
  group: "block",
  content: "caption",
  draggable: true,
  isolating: true,

  addOptions() {
    return { archive: { address: "", language: () => "" } }
  },

  addAttributes() {
    return {
      image: {
        default: null,
        parseHTML: (node) => Number.parseInt(node.dataset.imageId, 10) || null,
        renderHTML: ({ image }) => ({ "data-image-id": image }),
      },
      alt: {
        default: null,
        parseHTML: (node) => node.dataset.alt || null,
        renderHTML: ({ alt }) => (alt ? { "data-alt": alt } : {}),
      },
    }
  },

  parseHTML() {
    return [
      {
        tag: "figure",
        getAttrs: (node) => (/^[1-9][0-9]*$/.test(node.dataset.imageId ?? "") ? null : false),
      },
    ]
  },

  renderHTML({ HTMLAttributes }) {
    return ["figure", HTMLAttributes, 0]
  },

  addNodeView() {
    return ({ node, editor, getPos }) => figureView(node, editor, getPos, this.options.archive)
  },

  addCommands() {
    return {
      insertStoryFigure:
        ({ image, alt, caption }) =>
        ({ chain }) =>
          chain()
            .insertContent({
              type: this.name,
              attrs: { image, alt: alt || null },
              content: [
                { type: "caption", content: caption ? [{ type: "text", text: caption }] : [] },
              ],
            })
            .run(),
    }
  },
})

/** Ask for a picture and put it at the cursor. */
export async function insertFigure(editor, archive) {
  const chosen = await choosePicture(archive)
  if (chosen) inText(editor).insertStoryFigure(chosen).run()
}

function figureView(initial, editor, getPos, archive) {
  let node = initial
  const picture = element("img", { class: "rt-figure__picture", alt: "" })
  const note = element("p", { class: "rt-figure__note" })
  const change = element(
    "button",
    {
      type: "button",
      class: "rt-figure__change",
      onclick: async () => {
        const chosen = await choosePicture(archive, node.attrs)
        if (!chosen) return
        editor.commands.command(({ tr }) => {
          tr.setNodeMarkup(getPos(), null, { image: chosen.image, alt: chosen.alt || null })
          return true
        })
      },
    },
    gettext("Picture and alternative text…"),
  )
  const frame = element(
    "div",
    { class: "rt-figure__frame", contenteditable: "false" },
    picture,
    note,
    editor.isEditable ? change : null,
  )
  const label = element(
    "div",
    { class: "rt-figure__label", contenteditable: "false" },
    gettext("Caption"),
  )
  const contentDOM = element("div")
  const dom = element("figure", { class: "rt-figure" }, frame, label, contentDOM)

  const show = async () => {
    const { image, alt } = node.attrs
    dom.dataset.imageId = image
    const found = await findPicture(archive, image)
    if (node.attrs.image !== image) return
    if (found) {
      picture.src = found.thumbnail
      picture.alt = alt || found.alt || found.name
    } else {
      picture.removeAttribute("src")
    }
    note.textContent = describe(image, alt, found)
  }
  show()

  return {
    dom,
    contentDOM,
    update(updated) {
      if (updated.type !== node.type) return false
      const same = updated.attrs.image === node.attrs.image && updated.attrs.alt === node.attrs.alt
      node = updated
      if (!same) show()
      return true
    },
    stopEvent: (event) => frame.contains(event.target) && event.type !== "dragstart",
    ignoreMutation: (mutation) => !contentDOM.contains(mutation.target),
  }
}

function describe(image, alt, found) {
  if (!found) return interpolate(gettext("Picture %(number)s is not in the archive."), { number: image })
  const text = alt || found.alt
  return text
    ? interpolate(gettext("Alternative text: %(text)s"), { text })
    : gettext("No alternative text yet in this language.")
}
