/* What word processors put on the clipboard, made into plain HTML before the editor reads it.

   The editor's grammar drops what it does not know; here is only what it would misread. */

import { Extension, Plugin } from "../../django_prose_editor/editor.js"

export const PasteCleaner = Extension.create({
  name: "pasteCleaner",

  addOptions() {
    return { aliases: {} }
  },

  addProseMirrorPlugins() {
    return [
      new Plugin({
        props: { transformPastedHTML: (html) => cleanPasted(html, this.options.aliases) },
      }),
    ]
  },
})

const STYLE = "data-pasted-style"
const OURS = "data-pm-slice"

export function cleanPasted(html, aliases = {}) {
  const { body } = new DOMParser().parseFromString(inert(html), "text/html")
  for (const node of body.querySelectorAll("title, xml, o\\:p:empty")) node.remove()
  dropComments(body)
  // Google Docs wraps everything in a <b> that is not bold.
  for (const node of body.querySelectorAll('b[id^="docs-internal-guid"]'))
    node.replaceWith(...node.childNodes)
  for (const [alias, tag] of Object.entries(aliases))
    for (const node of body.querySelectorAll(alias)) rename(node, tag)
  wordLists(body)
  for (const node of body.querySelectorAll("*")) {
    if (isStyled(node, "font-weight", /^(bold|[6-9]00)$/)) wrapInside(node, "strong")
    if (isStyled(node, "font-style", /^italic$/)) wrapInside(node, "em")
    dropAttributes(node, html.includes(OURS))
  }
  for (const node of body.querySelectorAll("br"))
    if (node.parentElement === body) node.remove()
  return body.innerHTML
}

/** The markup renamed so that parsing it applies no style and makes no event handler: the content
    policy would refuse them, and complain in the console of every journalist who pastes. */
function inert(html) {
  return html
    .replace(/<(style|script)\b[^]*?(<\/\1\s*>|$)/gi, "")
    .replace(/<(base|link|meta)\b[^>]*>/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) =>
      tag.replace(/(["'\s/])(style|on[a-z]+)\s*=/gi, "$1 data-pasted-$2="),
    )
}

function dropAttributes(node, isOurs) {
  for (const { name } of [...node.attributes]) {
    // Word states the language of every run; a person who marks a phrase does it here.
    const stated = name === "lang" && !isOurs
    if (stated || name === "class" || name.startsWith("data-pasted-")) node.removeAttribute(name)
  }
}

function dropComments(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_COMMENT)
  const comments = []
  while (walker.nextNode()) comments.push(walker.currentNode)
  for (const comment of comments) comment.remove()
}

function rename(node, tag) {
  const renamed = node.ownerDocument.createElement(tag)
  renamed.append(...node.childNodes)
  node.replaceWith(renamed)
}

function isStyled(node, property, pattern) {
  if (/^(B|STRONG|I|EM|H[1-6])$/.test(node.tagName)) return false
  const style = node.getAttribute(STYLE) ?? ""
  const stated = new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]+)`, "i").exec(style)
  return pattern.test(stated?.[1].trim() ?? "")
}

function wrapInside(node, tag) {
  const block = node.querySelector("p, div, li, ul, ol, table, h2, h3, h4, blockquote")
  if (block) return
  const wrapper = node.ownerDocument.createElement(tag)
  wrapper.append(...node.childNodes)
  node.append(wrapper)
}

/** Word writes list items as paragraphs with a level in their style and their bullet as text. */
function wordLists(body) {
  let lists = []
  let previous = null
  for (const item of body.querySelectorAll(`p[${STYLE}*="mso-list:"]`)) {
    const level = Number(/level(\d)/.exec(item.getAttribute(STYLE))?.[1] ?? 1)
    const bullet = item.querySelector(`[${STYLE}*="mso-list:Ignore" i]`)
    const tag = /^\s*\w{1,4}[.)]/.test(bullet?.textContent ?? "") ? "ol" : "ul"
    bullet?.remove()
    if (previous === null || item.previousElementSibling !== previous) lists = []
    lists.length = Math.min(lists.length, level)
    while (lists.length < level) {
      const list = item.ownerDocument.createElement(tag)
      if (lists.length === 0) item.before(list)
      else (lists.at(-1).lastElementChild ?? lists.at(-1)).append(list)
      lists.push(list)
    }
    const entry = item.ownerDocument.createElement("li")
    const paragraph = item.ownerDocument.createElement("p")
    paragraph.append(...item.childNodes)
    entry.append(paragraph)
    lists.at(-1).append(entry)
    item.remove()
    previous = lists[0]
  }
}
