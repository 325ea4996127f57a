// Tells the server that this page is open, while somebody looks at it, and shows who else has the
// story open. A page that is hidden says nothing, and is forgotten in a minute.

class OpenPage {
  constructor(root) {
    this.root = root;
    this.shown = root.innerHTML.trim();
    this.token = document.querySelector("[name=csrfmiddlewaretoken]")?.value;
    this.listen();
    this.schedule();
  }

  listen() {
    document.addEventListener("visibilitychange", () => {
      if (document.hidden) clearTimeout(this.timer);
      else this.beat();
    });
    window.addEventListener("pagehide", () => {
      clearTimeout(this.timer);
      if (!this.isOver) navigator.sendBeacon(this.root.dataset.address, this.words({ gone: "1" }));
    });
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.beat());
    // Another language was chosen: its panel is shown when the click is done.
    document.addEventListener("click", ({ target }) => {
      if (target.closest("[role=tab]")) setTimeout(() => this.language() !== this.told && this.beat());
    });
  }

  schedule() {
    clearTimeout(this.timer);
    this.told ??= this.root.dataset.openLanguage;
    if (!this.isOver && !document.hidden)
      this.timer = setTimeout(() => this.beat(), Number(this.root.dataset.every) * 1000);
  }

  /** Of the panel that is open, where the page has several languages. */
  language() {
    const panel = [...document.querySelectorAll(".is-tabbed .language-panel")].find((one) => !one.hidden);
    return panel?.dataset.language ?? this.root.dataset.openLanguage;
  }

  words(more = {}) {
    const { openPage: tab, page, user } = this.root.dataset;
    const body = new FormData();
    const words = { csrfmiddlewaretoken: this.token, tab, page, user, language: this.language(), ...more };
    for (const [name, value] of Object.entries(words)) body.set(name, value);
    return body;
  }

  async beat() {
    if (this.isOver || document.hidden || !navigator.onLine) return this.schedule();
    clearTimeout(this.timer);
    this.told = this.language();
    const body = this.words();
    try {
      const answer = await fetch(this.root.dataset.address, { method: "POST", body, redirect: "manual" });
      if (answer.status < 500) this.show(answer.ok ? await answer.json() : { html: "", stop: true });
    } catch {
      // Out of reach: what was known is left, and asked again at the next beat.
    }
    this.schedule();
  }

  show({ html, stop = false }) {
    // Signed out, or somebody else is: this page knows nothing any more.
    this.isOver = stop;
    if (html === this.shown) return;
    this.shown = html;
    this.root.innerHTML = html;
  }
}

const root = document.querySelector("[data-open-page]");
if (root) new OpenPage(root);
