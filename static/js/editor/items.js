/* What the toolbar offers, in groups. */

import { askForm } from "./dialogs.js"
import { insertFigure } from "./figure.js"
import { inText } from "./focus.js"
import { blockLanguage } from "./language.js"
import { editLink } from "./link.js"
import { gettext, interpolate } from "./messages.js"

export function makeItems(editor, configuration, archive) {
  const has = (name) => name in configuration.extensions
  const groups = [
    [has("Paragraph") && blockMenu(editor, configuration)],
    [
      has("Bold") && mark(editor, "bold", gettext("Bold"), "format_bold", "Ctrl+B"),
      has("Italic") && mark(editor, "italic", gettext("Italic"), "format_italic", "Ctrl+I"),
      has("Strike") && mark(editor, "strike", gettext("Struck out"), "strikethrough_s"),
      has("Subscript") && mark(editor, "subscript", gettext("Subscript"), "subscript", "Ctrl+,"),
      has("Superscript") && mark(editor, "superscript", gettext("Superscript"), "superscript", "Ctrl+."),
    ],
    [
      has("BulletList") && list(editor, "bulletList", gettext("Bulleted list"), "format_list_bulleted"),
      has("OrderedList") && list(editor, "orderedList", gettext("Numbered list"), "format_list_numbered"),
      has("Blockquote") && {
        label: gettext("Quotation"),
        icon: "format_quote",
        active: () => editor.isActive("blockquote"),
        enabled: () => editor.can().toggleBlockquote(),
        run: () => inText(editor).toggleBlockquote().run(),
      },
    ],
    [
      has("StoryLink") && {
        label: gettext("Link"),
        icon: "insert_link",
        keys: "Ctrl+K",
        active: () => editor.isActive("link"),
        enabled: () => !editor.state.selection.empty || editor.isActive("link"),
        run: () => editLink(editor),
      },
      has("PhraseLanguage") && {
        label: gettext("Language of the text"),
        icon: "translate",
        active: () => editor.isActive("phraseLanguage") || blockLanguage(editor) !== null,
        enabled: has("BlockLanguage")
          ? null
          : () => !editor.state.selection.empty || editor.isActive("phraseLanguage"),
        run: () => editLanguage(editor, configuration.languages, has("BlockLanguage")),
      },
    ],
    [
      has("StoryFigure") && {
        label: gettext("Picture"),
        icon: "image",
        enabled: () => atTopLevel(editor),
        run: () => insertFigure(editor, archive),
      },
      has("Table") && {
        label: gettext("Table"),
        icon: "grid_on",
        enabled: () => atTopLevel(editor),
        hidden: () => editor.isActive("table"),
        run: () => insertTable(editor),
      },
      has("Table") && tableMenu(editor),
      has("HorizontalRule") && {
        label: gettext("Dividing line"),
        icon: "horizontal_rule",
        enabled: () => atTopLevel(editor),
        run: () => inText(editor).setHorizontalRule().run(),
      },
    ],
    [
      {
        label: gettext("Undo"),
        icon: "undo",
        keys: "Ctrl+Z",
        enabled: () => editor.can().undo(),
        run: () => inText(editor).undo().run(),
      },
      {
        label: gettext("Redo"),
        icon: "redo",
        keys: "Ctrl+Y",
        enabled: () => editor.can().redo(),
        run: () => inText(editor).redo().run(),
      },
    ],
  ]
  return groups.map((group) => group.filter(Boolean)).filter((group) => group.length)
}

const mark = (editor, name, label, icon, keys) => ({
  label,
  icon,
  keys,
  active: () => editor.isActive(name),
  enabled: () => editor.can().toggleMark(name),
  run: () => inText(editor).toggleMark(name).run(),
})

const list = (editor, name, label, icon) => ({
  label,
  icon,
  active: () => editor.isActive(name),
  enabled: () => editor.can().toggleList(name, "listItem"),
  run: () => inText(editor).toggleList(name, "listItem").run(),
})

const atTopLevel = (editor) => editor.state.selection.$from.depth <= 1

function blockMenu(editor, { extensions }) {
  const levels = extensions.Heading?.levels ?? []
  const kinds = [
    {
      label: gettext("Paragraph"),
      active: () => editor.isActive("paragraph"),
      enabled: () => editor.can().setParagraph(),
      run: () => inText(editor).setParagraph().run(),
    },
    ...levels.map((level, index) => ({
      label: interpolate(gettext("Heading %(number)s"), { number: index + 1 }),
      className: `rt-menu__item--h${level}`,
      active: () => editor.isActive("heading", { level }),
      enabled: () => editor.can().setHeading({ level }),
      run: () => inText(editor).setHeading({ level }).run(),
    })),
  ]
  return {
    label: gettext("Kind of block"),
    title: () => kinds.find((kind) => kind.active())?.label ?? gettext("Caption"),
    items: kinds,
  }
}

function tableMenu(editor) {
  const action = (command, label) => ({
    label,
    enabled: () => editor.can()[command](),
    run: () => inText(editor)[command]().run(),
  })
  return {
    label: gettext("Table"),
    hidden: () => !editor.isActive("table"),
    items: [
      action("addRowBefore", gettext("Insert row above")),
      action("addRowAfter", gettext("Insert row below")),
      action("addColumnBefore", gettext("Insert column before")),
      action("addColumnAfter", gettext("Insert column after")),
      action("toggleHeaderRow", gettext("Header row on or off")),
      action("toggleHeaderColumn", gettext("Header column on or off")),
      action("mergeCells", gettext("Merge cells")),
      action("splitCell", gettext("Split cell")),
      action("deleteRow", gettext("Delete row")),
      action("deleteColumn", gettext("Delete column")),
      action("deleteTable", gettext("Delete table")),
    ],
  }
}

async function insertTable(editor) {
  const number = (name, label, value) => ({ name, label, value, type: "number", min: 1, max: 50, required: true })
  const answer = await askForm({
    title: gettext("Insert a table"),
    fields: [
      number("rows", gettext("Rows"), 3),
      number("cols", gettext("Columns"), 3),
      { name: "header", type: "checkbox", label: gettext("The first row holds headings"), value: true },
    ],
    submit: gettext("Insert"),
  })
  if (!answer) return
  inText(editor)
    .insertTable({ rows: Number(answer.rows), cols: Number(answer.cols), withHeaderRow: answer.header })
    .run()
}

async function editLanguage(editor, languages, ofBlocks) {
  const { empty, $from, $to } = editor.state.selection
  const onPhrase = editor.isActive("phraseLanguage")
  const phrase = onPhrase || (!empty && $from.sameParent($to))
  if (!phrase && !ofBlocks) return
  const current = onPhrase
    ? editor.getAttributes("phraseLanguage").lang
    : phrase
      ? null
      : blockLanguage(editor)
  const answer = await askForm({
    title: gettext("Language of the text"),
    fields: [
      {
        name: "lang",
        type: "select",
        label: gettext("Language"),
        value: current,
        options: withCurrent(languages, current),
      },
      ofBlocks && {
        name: "scope",
        type: "radio",
        label: gettext("Of"),
        value: phrase ? "phrase" : "block",
        options: [
          { value: "phrase", label: gettext("the selected words"), disabled: empty && !onPhrase },
          { value: "block", label: gettext("the whole paragraph") },
        ],
      },
    ].filter(Boolean),
    submit: gettext("Mark"),
    remove: current ? gettext("Remove the mark") : null,
  })
  if (!answer) return
  const chain = inText(editor)
  const extended = onPhrase && empty ? chain.extendMarkRange("phraseLanguage") : chain
  if (answer === "remove") (phrase ? extended.unsetMark("phraseLanguage") : chain.setBlockLanguage(null)).run()
  else if ((answer.scope ?? "phrase") === "phrase") extended.setMark("phraseLanguage", { lang: answer.lang }).run()
  else chain.setBlockLanguage(answer.lang).run()
}

/** A text may be marked in a language that is none of the site's. */
function withCurrent(languages, current) {
  const options = languages.map(({ tag, name }) => ({ value: tag, label: name, lang: tag }))
  return current && !options.some(({ value }) => value === current)
    ? [{ value: current, label: current }, ...options]
    : options
}
