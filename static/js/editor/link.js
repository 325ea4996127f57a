/* Links: an address that is followed, and whether it was paid for. */

import { Link, Plugin } from "../../django_prose_editor/editor.js"
import { safeAddress, typedAddress } from "./addresses.js"
import { askForm } from "./dialogs.js"
import { inText } from "./focus.js"
import { gettext } from "./messages.js"

export const StoryLink = Link.extend({
  inclusive: false,

  addOptions() {
    return {
      ...this.parent?.(),
      autolink: false,
      linkOnPaste: false,
      openOnClick: false,
      relations: [],
      isAllowedUri: (address) => safeAddress(address) !== null,
    }
  },

  addAttributes() {
    const known = (node) => {
      const stated = (node.getAttribute("rel") ?? "").toLowerCase().split(/\s+/)
      return this.options.relations.filter((name) => stated.includes(name)).join(" ") || null
    }
    return {
      href: { default: null, parseHTML: (node) => safeAddress(node.getAttribute("href")) },
      rel: { default: null, parseHTML: known },
    }
  },

  renderHTML({ HTMLAttributes }) {
    return ["a", HTMLAttributes, 0]
  },

  addKeyboardShortcuts() {
    return {
      "Mod-k": () => {
        editLink(this.editor)
        return true
      },
    }
  },

  addPasteRules() {
    return []
  },

  addProseMirrorPlugins() {
    return [new Plugin({ props: { handlePaste: (_view, event) => this.options.linkSelection(this.editor, event) } })]
  },
}).configure({ linkSelection })

/** An address pasted over selected words makes them a link. */
function linkSelection(editor, event) {
  const text = event.clipboardData?.getData("text/plain").trim() ?? ""
  if (editor.state.selection.empty || !/^(https?:\/\/|mailto:)\S+$/i.test(text)) return false
  const href = safeAddress(text)
  return href !== null && editor.commands.setLink({ href })
}

export async function editLink(editor) {
  const isLink = editor.isActive("link")
  if (editor.state.selection.empty && !isLink) return
  const current = isLink ? editor.getAttributes("link") : {}
  const paid = (current.rel ?? "").includes("sponsored")
  const answer = await askForm({
    title: isLink ? gettext("Change the link") : gettext("Make a link"),
    fields: [
      {
        name: "address",
        label: gettext("Address"),
        help: gettext("https://…, a path of this site such as /en/…, or a mail address"),
        value: current.href ?? "",
        required: true,
        inputmode: "url",
        check: (value) =>
          typedAddress(value) === null
            ? gettext("Write an address that starts with https://, http://, mailto: or /.")
            : "",
      },
      {
        name: "paid",
        type: "checkbox",
        label: gettext("Advertising, or paid for (search engines are told)"),
        value: paid,
      },
    ],
    submit: gettext("Use this address"),
    remove: isLink ? gettext("Remove the link") : null,
  })
  if (!answer) return
  const chain = inText(editor).extendMarkRange("link")
  if (answer === "remove") chain.unsetLink().run()
  else {
    const others = (current.rel ?? "").split(" ").filter((name) => name && name !== "sponsored")
    const rel = [...others, ...(answer.paid ? ["sponsored"] : [])].join(" ") || null
    chain.setLink({ href: typedAddress(answer.address), rel }).run()
  }
}
