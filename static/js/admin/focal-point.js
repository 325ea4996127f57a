// Point at what must stay in the picture. The two number inputs hold the truth: without this
// script they are all there is, and with it every way of pointing writes into them.

const STEP = 1; // percent for an arrow key, ten times that with Shift
const ARROWS = {
  ArrowLeft: ["x", -1],
  ArrowRight: ["x", 1],
  ArrowUp: ["y", -1],
  ArrowDown: ["y", 1],
};

const clamp = (value, low, high) => Math.min(Math.max(value, low), high);

class FocalPoint extends HTMLElement {
  connectedCallback() {
    this.views = this.querySelector("[data-focal-views]");
    this.stage = this.querySelector("[data-focal-stage]");
    this.mark = this.querySelector("[data-focal-mark]");
    this.picture = this.querySelector("[data-focal-picture]");
    this.said = this.querySelector("[data-focal-said]");
    this.axes = {
      x: this.querySelector("[data-focal-axis=x]"),
      y: this.querySelector("[data-focal-axis=y]"),
    };
    this.mark.hidden = false;
    this.querySelector("[data-focal-previews]").hidden = false;

    this.stage.addEventListener("pointerdown", (event) => this.grab(event));
    this.stage.addEventListener("pointermove", (event) => {
      if (this.stage.hasPointerCapture(event.pointerId)) this.point(event);
    });
    this.mark.addEventListener("keydown", (event) => this.step(event));
    for (const input of Object.values(this.axes)) {
      input.addEventListener("input", () => this.show());
    }
    this.picture.addEventListener("load", () => this.show());
    this.picture.addEventListener("error", () => (this.views.hidden = true));
    this.closest("form")
      ?.querySelector("[data-focal-file]")
      ?.addEventListener("change", (event) => this.choose(event.target.files[0]));
    this.show();
  }

  get at() {
    const share = (input) => clamp((input.valueAsNumber || 0) / 100, 0, 1);
    return { x: share(this.axes.x), y: share(this.axes.y) };
  }

  grab(event) {
    if (event.button !== 0) return;
    event.preventDefault(); // or the browser drags a copy of the picture
    this.stage.setPointerCapture(event.pointerId);
    this.mark.focus({ preventScroll: true });
    this.point(event);
  }

  point(event) {
    const box = this.picture.getBoundingClientRect();
    this.set(
      ((event.clientX - box.left) / box.width) * 100,
      ((event.clientY - box.top) / box.height) * 100,
    );
  }

  step(event) {
    const [axis, direction] = ARROWS[event.key] ?? [];
    if (!axis) return;
    event.preventDefault();
    const by = direction * (event.shiftKey ? 10 : 1) * STEP;
    const { x, y } = this.at;
    this.set(x * 100 + (axis === "x" ? by : 0), y * 100 + (axis === "y" ? by : 0));
  }

  set(x, y) {
    this.axes.x.value = clamp(x, 0, 100).toFixed(1);
    this.axes.y.value = clamp(y, 0, 100).toFixed(1);
    // Whoever watches the form for unsaved changes must hear of this one.
    this.axes.y.dispatchEvent(new Event("input", { bubbles: true }));
    this.axes.y.dispatchEvent(new Event("change", { bubbles: true }));
    this.said.value = this.dataset.said
      .replace("{x}", Math.round(this.axes.x.value))
      .replace("{y}", Math.round(this.axes.y.value));
  }

  /** Another file was chosen: show it at once, with the point in its middle. */
  choose(file) {
    if (!file) return;
    if (this.chosen) URL.revokeObjectURL(this.chosen);
    this.chosen = URL.createObjectURL(file);
    this.views.hidden = false;
    for (const picture of this.querySelectorAll("img")) picture.src = this.chosen;
    this.set(50, 50);
  }

  show() {
    const { x, y } = this.at;
    this.mark.style.insetInlineStart = `${x * 100}%`;
    this.mark.style.insetBlockStart = `${y * 100}%`;
    const { naturalWidth, naturalHeight } = this.picture;
    if (!naturalWidth) return;
    for (const preview of this.querySelectorAll("[data-focal-preview]")) {
      this.cut(preview, naturalWidth / naturalHeight, { x, y });
    }
  }

  /** The same cut as `articles.imaging.crop` makes. */
  cut(preview, shape, { x, y }) {
    const [across, down] = preview.dataset.focalPreview.split("/").map(Number);
    const width = Math.min(1, across / down / shape);
    const height = Math.min(1, shape / (across / down));
    const left = clamp(x - width / 2, 0, 1 - width);
    const top = clamp(y - height / 2, 0, 1 - height);
    const picture = preview.querySelector("img");
    preview.style.aspectRatio = `${across} / ${down}`;
    picture.style.inlineSize = `${100 / width}%`;
    picture.style.transform = `translate(${-left * 100}%, ${-top * 100}%)`;
  }
}

customElements.define("focal-point", FocalPoint);
