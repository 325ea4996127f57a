// Moves the stories of a front page between its places: with the pointer, or with two buttons.
// What is sent is the number of each story's place, which can be typed as well.

import { gettext, interpolate } from "../editor/messages.js";

const EDGE = 60;
const SCROLL = 12;

class FrontPage {
  constructor(form) {
    this.form = form;
    this.places = [...form.querySelectorAll("[data-place]")];
    this.said = form.querySelector("[data-said]");
    for (const row of form.querySelectorAll("[data-slot]")) this.equip(row);
    this.tidy();
    form.addEventListener("input", () => (this.isChanged = true));
    form.addEventListener("change", (event) => this.follow(event.target));
    form.addEventListener("submit", ({ submitter }) => (this.isSent = submitter?.formTarget !== "_blank"));
    window.addEventListener("beforeunload", (event) => {
      if (this.isChanged && !this.isSent) event.preventDefault();
    });
  }

  equip(row) {
    const handle = Object.assign(document.createElement("span"), { className: "slot-handle", textContent: "⠿", title: gettext("Drag to another place") });
    handle.setAttribute("aria-hidden", "true");
    handle.addEventListener("pointerdown", (event) => this.drag(row, handle, event));
    row.querySelector("[data-moves]").append(this.button(row, -1, "↑", gettext("Move up: %(title)s")), this.button(row, 1, "↓", gettext("Move down: %(title)s")), handle);
  }

  button(row, step, sign, words) {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: sign });
    button.dataset.step = step;
    button.setAttribute("aria-label", interpolate(words, { title: titleOf(row) }));
    button.addEventListener("click", () => {
      this.move(row, this.placeOf(row) + step);
      const other = row.querySelector(`[data-step="${-step}"]`);
      (button.disabled ? other : button).focus();
    });
    return button;
  }

  /** Whoever stands in the way makes room, towards where the story came from. */
  move(row, to) {
    const from = this.placeOf(row);
    if (to === from || to < 1 || to > this.places.length) return;
    const step = Math.sign(from - to);
    let moving = row;
    for (let place = to; moving && this.places[place - 1]; place += step) {
      const rival = this.rival(moving, place);
      this.put(moving, place);
      moving = rival;
    }
    this.isChanged = true;
    this.tidy();
    this.said.textContent = interpolate(gettext("%(title)s: place %(place)s"), { title: titleOf(row), place: to });
  }

  /** Beyond the last where it has no place yet. */
  placeOf(row) {
    return Number(row.closest("[data-place]")?.dataset.place ?? this.places.length + 1);
  }

  /** Another story that would have the place from the same time on. */
  rival(row, place) {
    const rows = this.places[place - 1].querySelectorAll("[data-slot]");
    return [...rows].find((other) => other !== row && beginOf(other) === beginOf(row));
  }

  put(row, place) {
    this.places[place - 1].querySelector("[data-slots]").append(row);
    row.dataset.moved = "";
    numberOf(row).value = place;
  }

  /** A number that was typed moves its story, and nobody else's. */
  follow(input) {
    const row = input.closest("[data-slot]");
    const place = Number(input.value);
    if (!row || input !== numberOf(row) || !this.places[place - 1]) return;
    this.put(row, place);
    this.tidy();
    input.focus();
  }

  tidy() {
    for (const [index, place] of this.places.entries()) {
      const rule = place.querySelector("[data-rule]");
      const rows = [...place.querySelectorAll("[data-slot]")];
      if (!rows.length) rule.hidden = false;
      else if (rows.some((row) => "moved" in row.dataset)) rule.hidden = true;
      for (const row of rows) {
        row.querySelector('[data-step="-1"]').disabled = index === 0;
        row.querySelector('[data-step="1"]').disabled = index === this.places.length - 1;
      }
    }
  }

  drag(row, handle, event) {
    if (event.button !== 0) return;
    event.preventDefault();
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    let target = null;
    const aim = (place) => {
      target?.classList.remove("is-target");
      target = place;
      target?.classList.add("is-target");
    };
    const over = ({ clientX, clientY }) => {
      aim(document.elementFromPoint(clientX, clientY)?.closest("[data-place]") ?? null);
      if (clientY < EDGE) window.scrollBy(0, -SCROLL);
      else if (clientY > window.innerHeight - EDGE) window.scrollBy(0, SCROLL);
    };
    const end = () => {
      aim(null);
      row.classList.remove("is-dragged");
      listening.abort();
    };
    const listening = new AbortController();
    const { signal } = listening;
    handle.addEventListener("pointermove", over, { signal });
    handle.addEventListener("pointercancel", end, { signal });
    document.addEventListener("keydown", ({ key }) => key === "Escape" && end(), { signal });
    handle.addEventListener(
      "pointerup",
      () => {
        const place = target;
        end();
        if (place) this.move(row, Number(place.dataset.place));
      },
      { signal },
    );
  }
}

const titleOf = (row) => row.querySelector("[data-title]").textContent.trim();
const numberOf = (row) => row.querySelector('input[type="number"]');
const beginOf = (row) => row.querySelector('input[name$="-begins_at"]').value;


for (const form of document.querySelectorAll("[data-front-page]")) new FrontPage(form);
