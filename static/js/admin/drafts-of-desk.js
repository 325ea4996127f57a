// On every page of the desk: drop the drafts that the server has saved, and at log-out all others.

import { drafts, dropSaved, forget } from "./draft-store.js";

const { user, path, logOutQuestion } = document.querySelector("script[data-drafts-of-desk]").dataset;

dropSaved(path);

document.getElementById("logout-form")?.addEventListener("submit", (event) => {
  if (!drafts(user).length) return;
  if (window.confirm(logOutQuestion)) forget(user);
  else event.preventDefault();
});
