/* The bar that offers kept text, and the dialog that compares it with what the page shows. */

import { openDialog } from "../editor/dialogs.js"
import { element } from "../editor/elements.js"
import { gettext, interpolate } from "../editor/messages.js"

const when = (time) =>
  new Intl.DateTimeFormat(document.documentElement.lang || undefined, {
    dateStyle: "long",
    timeStyle: "short",
  }).format(new Date(time))

const button = (label, onclick) =>
  element("button", { type: "button", class: "button", onclick }, label)

export function draftBar({ draft, savedAt, compare, restore, discard }) {
  const isOlder = savedAt && draft.base && Date.parse(savedAt) > Date.parse(draft.base)
  const close = (act) => () => {
    bar.remove()
    act()
  }
  const bar = element(
    "div",
    { class: "draft-bar", role: "region", "aria-label": gettext("Kept text"), "data-draft-bar": true },
    element(
      "p",
      {},
      interpolate(gettext("Text that was not saved was kept in this browser on %(time)s."), {
        time: when(draft.kept),
      }),
    ),
    isOlder
      ? element(
          "p",
          { class: "draft-bar__warning" },
          interpolate(
            gettext("Somebody has saved since then, on %(time)s: what you see is newer. Compare before you restore."),
            { time: when(savedAt) },
          ),
        )
      : null,
    element(
      "p",
      { class: "draft-bar__buttons" },
      button(gettext("Compare…"), async () => {
        if (await showDifferences(compare(), draft)) close(restore)()
      }),
      button(gettext("Restore"), close(restore)),
      button(gettext("Discard"), close(discard)),
    ),
  )
  return bar
}

export function notice(text) {
  return element("p", { class: "draft-bar", role: "alert", "data-draft-bar": true }, text)
}

function showDifferences(differences, draft) {
  return openDialog(
    gettext("What was kept, and what the page shows"),
    (close) => [
      differences.length
        ? table(differences, draft)
        : element("p", {}, gettext("There is no difference.")),
      element(
        "div",
        { class: "rt-dialog__buttons" },
        button(gettext("Restore"), () => close(true)),
        button(gettext("Close"), () => close(false)),
      ),
    ],
    "rt-dialog--pictures",
  )
}

function table(differences, draft) {
  const head = (text) => element("th", { scope: "col" }, text)
  const cell = (text, lang) => element("td", { lang: lang || null, dir: "auto" }, text || "–")
  return element(
    "table",
    { class: "draft-differences" },
    element(
      "thead",
      {},
      element("tr", {}, head(gettext("Field")), head(gettext("On the page")), head(when(draft.kept))),
    ),
    element(
      "tbody",
      {},
      ...differences.map(({ label, shown, kept, lang }) =>
        element("tr", {}, element("th", { scope: "row" }, label), cell(shown, lang), cell(kept, lang)),
      ),
    ),
  )
}
