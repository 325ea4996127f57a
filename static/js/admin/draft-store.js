// Drafts in the browser's own storage: one for each person, page and opening of the page.

const PREFIX = "newscenter-draft:";
const RECEIPT = "newscenter-saved-";
const DAYS = 14;
// In characters, of the five million or so that a browser grants a site.
const LARGEST = 1_500_000;

let closed = false;

const keyFor = ({ user, path, id }) => `${PREFIX}${user}:${path}:${id}`;

export function newId() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Whether the draft is kept now: not when it is too large, or when the storage is full or shut. */
export function keep(draft) {
  if (closed) return false;
  const text = JSON.stringify(draft);
  if (text.length > LARGEST) return false;
  try {
    localStorage.setItem(keyFor(draft), text);
    return true;
  } catch {
    return false;
  }
}

export function drop(draft) {
  try {
    localStorage.removeItem(keyFor(draft));
  } catch {
    // A storage that is shut holds nothing.
  }
}

/** The person's drafts, of one page or of all, the newest first. Those too old go here. */
export function drafts(user, path) {
  return entries()
    .filter((draft) => draft.user === user && (path === undefined || draft.path === path))
    .sort((a, b) => b.keptAt - a.keptAt);
}

function entries() {
  const oldest = Date.now() - DAYS * 24 * 60 * 60 * 1000;
  const found = [];
  try {
    for (const key of Object.keys(localStorage).filter((name) => name.startsWith(PREFIX))) {
      const draft = parsed(localStorage.getItem(key));
      if (draft && draft.keptAt > oldest && keyFor(draft) === key) found.push(draft);
      else localStorage.removeItem(key);
    }
  } catch {
    return [];
  }
  return found;
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** The server says by a cookie which drafts it has stored: they have done their work. */
export function dropSaved(cookiePath) {
  const names = document.cookie.split("; ").map((pair) => pair.split("=")[0]);
  const saved = names.filter((name) => name.startsWith(RECEIPT));
  if (!saved.length) return;
  const ids = new Set(saved.map((name) => name.slice(RECEIPT.length)));
  for (const draft of entries()) if (ids.has(draft.id)) drop(draft);
  for (const name of saved) document.cookie = `${name}=; path=${cookiePath}; max-age=0`;
}

/** Forget all that a person left here, and keep nothing more on this page. */
export function forget(user) {
  for (const draft of drafts(user)) drop(draft);
  closed = true;
}

export const isClosed = () => closed;
