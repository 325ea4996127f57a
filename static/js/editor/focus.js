/* Going back to the text from its toolbar, its menus and its dialogs. */

/**
 * A chain of commands at the cursor, which has the keyboard at once.
 *
 * The editor's own `focus` command waits for the next frame, and what is typed until then is lost.
 */
export function inText(editor) {
  editor.view.focus()
  return editor.chain().scrollIntoView()
}
