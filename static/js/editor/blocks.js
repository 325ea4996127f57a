/* Blocks as the stories have them: the editor's own, with less in their attributes. */

import {
  OrderedList as BaseOrderedList,
  TableCell as BaseTableCell,
  TableHeader as BaseTableHeader,
} from "../../django_prose_editor/editor.js"

export const OrderedList = BaseOrderedList.extend({
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (node) => Number.parseInt(node.getAttribute("start") ?? "1", 10) || 1,
        renderHTML: ({ start }) => (start === 1 ? {} : { start }),
      },
    }
  },
  renderHTML({ HTMLAttributes }) {
    return ["ol", HTMLAttributes, 0]
  },
  addNodeView() {
    return null
  },
})

const cellAttributes = () => ({
  colspan: { default: 1, renderHTML: ({ colspan }) => (colspan > 1 ? { colspan } : {}) },
  rowspan: { default: 1, renderHTML: ({ rowspan }) => (rowspan > 1 ? { rowspan } : {}) },
  // The table module reads it; widths are the page's business, so it is never filled.
  colwidth: { default: null, rendered: false, parseHTML: () => null },
})

export const TableCell = BaseTableCell.extend({
  addAttributes: cellAttributes,
  renderHTML: ({ HTMLAttributes }) => ["td", HTMLAttributes, 0],
})

export const TableHeader = BaseTableHeader.extend({
  addAttributes: cellAttributes,
  renderHTML: ({ HTMLAttributes }) => ["th", HTMLAttributes, 0],
})
