// Counts the reader of a page once somebody looks at it, and keeps the number on it current.

const RETRY_AFTER_MS = 2500;
const REFRESH_EVERY_MS = 60_000;

async function askForNumber(address, options) {
  const response = await fetch(address, { credentials: "same-origin", ...options });
  if (response.ok) return (await response.json()).views;
  // What is refused for good is not sent again.
  if (response.status < 500) return null;
  throw new Error(`The view was not acknowledged: ${response.status}`);
}

async function count(element) {
  const send = () =>
    askForNumber(element.dataset.beacon, {
      method: "POST",
      body: element.dataset.token,
      headers: { "Content-Type": "text/plain;charset=UTF-8" },
      // The request outlives a page that is left at once.
      keepalive: true,
    });
  try {
    show(element, await send());
  } catch {
    // Once more. If the first was counted after all, this is a repeat and not counted again.
    setTimeout(() => send().then((views) => show(element, views), () => {}), RETRY_AFTER_MS);
  }
}

async function refresh(element) {
  const address = `${element.dataset.beacon}?t=${encodeURIComponent(element.dataset.token)}`;
  try {
    show(element, await askForNumber(address));
  } catch {
    // The number that stands there stays.
  }
}

function show(element, views) {
  if (!Number.isSafeInteger(views) || Number(element.value) === views) return;
  element.value = String(views);
  const format = new Intl.NumberFormat(document.documentElement.lang, { numberingSystem: "latn" });
  element.textContent = format.format(views);
}

// The page may be loaded in a background tab, or before anybody has asked for it.
function whenLookedAt(callback) {
  if (document.prerendering) {
    document.addEventListener("prerenderingchange", () => whenLookedAt(callback), { once: true });
  } else if (document.visibilityState === "visible") {
    callback();
  } else {
    document.addEventListener("visibilitychange", () => whenLookedAt(callback), { once: true });
  }
}

const element = document.querySelector("data[data-views]");
if (element) {
  whenLookedAt(() => count(element));
  // Back from the browser's page cache, the page is looked at anew.
  addEventListener("pageshow", (event) => {
    if (event.persisted) whenLookedAt(() => count(element));
  });
  setInterval(() => {
    if (document.visibilityState === "visible" && !document.prerendering) refresh(element);
  }, REFRESH_EVERY_MS);
}
