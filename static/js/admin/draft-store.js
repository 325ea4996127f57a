/* Drafts in this browser: one for each open page, bounded in age and size. */

const PREFIX = "draft:"
const MAX_AGE = 14 * 24 * 60 * 60 * 1000
const MAX_LENGTH = 1_000_000
const MAX_TOTAL = 3_500_000

const read = (key) => {
  try {
    return JSON.parse(localStorage.getItem(key))
  } catch {
    return null
  }
}

const keys = () =>
  Array.from({ length: localStorage.length }, (_none, index) => localStorage.key(index)).filter(
    (key) => key?.startsWith(PREFIX),
  )

export class DraftStore {
  constructor(user, path) {
    this.prefix = `${PREFIX}${user}:${path}:`
    this.key = `${this.prefix}${Date.now().toString(36)}${Math.random().toString(36).slice(2, 8)}`
    sweep()
    this.hold()
  }

  /** Other pages can see that this draft's page is still open. */
  hold() {
    navigator.locks?.request(this.key, () => new Promise(() => {}))
  }

  /** Go on under the key of a draft that was sent and came back with errors; gives its fields. */
  adopt(key) {
    this.key = key
    this.hold()
    return read(key)?.fields ?? {}
  }

  /** Drafts of this page that no open page is still writing, the newest first. */
  async others() {
    const state = (await navigator.locks?.query()) ?? { held: [] }
    const open = new Set(state.held.map((lock) => lock.name))
    return keys()
      .filter((key) => key.startsWith(this.prefix) && key !== this.key && !open.has(key))
      .map((key) => ({ key, ...read(key) }))
      .filter((draft) => draft.kept && draft.fields)
      .sort((one, other) => other.kept - one.kept)
  }

  /** False where the browser has no room for it. */
  keep(draft) {
    const text = JSON.stringify({ ...draft, kept: Date.now() })
    if (text.length > MAX_LENGTH) return false
    makeRoom(text.length, this.key)
    for (;;) {
      try {
        localStorage.setItem(this.key, text)
        return true
      } catch {
        if (!dropOldest(this.key)) return false
      }
    }
  }

  drop(key = this.key) {
    localStorage.removeItem(key)
  }
}

/** Remove what is too old or unreadable. */
export function sweep(now = Date.now()) {
  for (const key of keys()) {
    const kept = read(key)?.kept
    if (!kept || now - kept > MAX_AGE) localStorage.removeItem(key)
  }
}

function makeRoom(needed, except) {
  const total = () =>
    keys().reduce((sum, key) => sum + (key === except ? 0 : localStorage.getItem(key).length), 0)
  while (total() + needed > MAX_TOTAL && dropOldest(except));
}

function dropOldest(except) {
  const oldest = keys()
    .filter((key) => key !== except)
    .sort((one, other) => (read(one)?.kept ?? 0) - (read(other)?.kept ?? 0))[0]
  if (oldest) localStorage.removeItem(oldest)
  return Boolean(oldest)
}
