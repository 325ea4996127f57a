// The keys of the workbench. While an input method is composing they all belong to it.

export function listenToKeys(bench) {
  document.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229 || document.querySelector("dialog[open]")) return
    const act = actOf(event, bench)
    if (!act) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }, true)
}

function actOf(event, bench) {
  const { key, code } = event
  const command = (event.ctrlKey || event.metaKey) && !event.altKey
  const option = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey
  const { active } = bench
  if (command && !event.shiftKey && code === "KeyS") return () => bench.save()
  if (command && key === "Enter") return () => (active ? bench.done(active) : bench.nextToDo())
  if (option && key === "ArrowDown") return () => bench.step(1)
  if (option && key === "ArrowUp") return () => bench.step(-1)
  if (key === "?" && !isTyping(event.target)) return () => bench.acts.help()
  if (!active?.editor || !active.row.contains(event.target)) return null
  if (option && code === "KeyC" && active.source) return () => bench.acts.copy(active)
  const number = option && /^Digit([1-5])$/.exec(code)?.[1]
  if (number && bench.panel.suggestions.has(number)) return () => bench.panel.suggestions.use(number)
  if (key === "Escape" && event.target.closest(".rt__text"))
    return () => {
      const { row } = active
      bench.leave()
      row.tabIndex = -1
      row.focus({ preventScroll: true })
    }
  return null
}

function isTyping(target) {
  return target.isContentEditable || target.matches("textarea, select, input:not([type=radio], [type=checkbox])")
}
