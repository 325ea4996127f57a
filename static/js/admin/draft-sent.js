/* Which draft this tab has just sent to the server, and what became of it.

   Load it on every page of the admin: a draft goes only when the next page says "success", so that
   an expired session, an error or a lost connection costs nobody their text. */

const SENT = "draft-sent"

export const markSent = (key) => sessionStorage.setItem(SENT, key)

function settle() {
  const key = sessionStorage.getItem(SENT)
  sessionStorage.removeItem(SENT)
  if (key === null) return null
  if (!document.querySelector(".messagelist .success")) return key
  localStorage.removeItem(key)
  return null
}

/** The key of the draft that came back unsaved to this page, or null. */
export const returned = settle()
