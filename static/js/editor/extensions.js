/* The editor's extensions from the server's list: what is not in the list cannot be made. */

import {
  Blockquote,
  Bold,
  BulletList,
  Document,
  Dropcursor,
  Gapcursor,
  HardBreak,
  Heading,
  History,
  HorizontalRule,
  Italic,
  ListItem,
  Paragraph,
  Strike,
  Subscript,
  Superscript,
  Table,
  TableRow,
  Text,
} from "../../django_prose_editor/editor.js"
import { OrderedList, TableCell, TableHeader } from "./blocks.js"
import { FigureCaption, StoryFigure } from "./figure.js"
import { BlockLanguage, PhraseLanguage } from "./language.js"
import { StoryLink } from "./link.js"
import { PasteCleaner } from "./paste.js"

// Parts of every editor that leave nothing in the text.
const MACHINERY = [Document, Text, History, Dropcursor, Gapcursor]

const LISTED = {
  Blockquote,
  BlockLanguage,
  Bold,
  BulletList,
  FigureCaption,
  HardBreak,
  Heading,
  HorizontalRule,
  Italic,
  ListItem,
  OrderedList,
  Paragraph,
  PhraseLanguage,
  StoryFigure,
  StoryLink,
  Strike,
  Subscript,
  Superscript,
  Table,
  TableCell,
  TableHeader,
  TableRow,
}

export function makeExtensions({ extensions }, archive) {
  const made = Object.entries(extensions).map(([name, options]) => {
    if (!(name in LISTED)) throw new Error(`The editor has no extension ${name}.`)
    const { content, ...rest } = options
    const extension = content ? LISTED[name].extend({ content }) : LISTED[name]
    return extension.configure(adapt(name, rest, archive))
  })
  return [
    ...MACHINERY,
    ...made,
    PasteCleaner.configure({ aliases: extensions.Heading?.aliases ?? {} }),
  ]
}

function adapt(name, options, archive) {
  if (name === "StoryFigure") return { ...options, archive }
  if (name === "BlockLanguage") return { blocks: options.blocks.map((block) => LISTED[block].name) }
  return options
}
