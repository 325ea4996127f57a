// What stands in the fields of a form: which were changed, and how to put a text back.
//
// A field is known by a key that stays true while rows come and go on the server: a text by its
// language ("translations@vi-title"), a stored row by its id ("bylines#17-author"), a new row by
// its place among the new ("bylines+0-author"), any other field by its name.

const NEVER_KEPT = new Set(["submit", "button", "image", "reset", "hidden", "file", "password"]);
const ROW = /^(.+)-(\d+)-(\w+)$/;

// What an editor makes of the stored text: the same text, perhaps written in another way.
const asEdited = new WeakMap();
document.addEventListener("rich-text:ready", ({ target, detail }) => {
  if (target.value === target.defaultValue) asEdited.set(target, detail.getHTML());
});

/** The fields that a person fills in, each group of radio buttons and the like under one key. */
export function fieldsOf(form, within = form) {
  const fields = new Map();
  for (const element of form.elements) {
    if (!element.name || NEVER_KEPT.has(element.type) || element.disabled) continue;
    if (element.name.includes("__prefix__") || element.closest("dialog")) continue;
    if (!within.contains(element) || element.matches("fieldset, output, object")) continue;
    const key = keyOf(form, element);
    fields.set(key, [...(fields.get(key) ?? []), element]);
  }
  return fields;
}

export function keyOf(form, element) {
  const [, set, number, name] = ROW.exec(element.name) ?? [];
  if (!set) return element.name;
  const language = element.closest("[data-language]")?.dataset.language;
  if (language) return `${set}@${language}-${name}`;
  const stored = Number(form.elements[`${set}-INITIAL_FORMS`]?.value ?? 0);
  if (number >= stored) return `${set}+${number - stored}-${name}`;
  return `${set}#${form.elements[`${set}-${number}-id`]?.value}-${name}`;
}

const isTick = (element) => element.type === "checkbox" || element.type === "radio";

/** The values of a field as a list: what is chosen, what is ticked, or the one text. */
export function valuesOf(elements) {
  return elements.flatMap((element) => {
    if (element.options) return [...element.selectedOptions].map((option) => option.value);
    if (isTick(element)) return element.checked ? [element.value] : [];
    return [element.value];
  });
}

function isElementChanged(element) {
  if (element.options) return isChoiceChanged(element);
  if (isTick(element)) return element.checked !== element.defaultChecked;
  return element.value !== element.defaultValue && element.value !== asEdited.get(element);
}

function isChoiceChanged(select) {
  const options = [...select.options];
  const before = options.filter((option) => option.defaultSelected);
  // Where the page chose none the browser takes the first: not one that a search has brought.
  const isBrought = options[0]?.value && select.matches("[data-ajax--url]");
  if (!before.length && !select.multiple && !isBrought) before.push(...options.slice(0, 1));
  const chosen = [...select.selectedOptions];
  return chosen.length !== before.length || chosen.some((option) => !before.includes(option));
}

export const isChanged = (elements) => elements.some(isElementChanged);

export function hasChanges(form, within = form) {
  return [...fieldsOf(form, within).values()].some(isChanged);
}

/** What a person calls the field: its language and its label. */
export function labelOf([element]) {
  const language = element.closest("[data-language]")?.dataset.label;
  const label =
    element.labels?.[0]?.textContent.trim().replace(/:$/, "") ||
    element.getAttribute("aria-label") ||
    headingOf(element) ||
    element.name;
  return language ? `${language} · ${label}` : label;
}

function headingOf(element) {
  const cell = element.closest("td");
  return cell?.closest("table").querySelector("thead tr")?.cells[cell.cellIndex]?.textContent.trim();
}

/** The words of a value, for people: the names of what is chosen, rich text without its markup. */
export function wordsOf([element], values, names = {}) {
  if (element?.options) {
    const options = [...element.options];
    const name = (value) => options.find((option) => option.value === value)?.text;
    return values.map((value) => names[value] ?? name(value) ?? value).join(", ");
  }
  if (element && isTick(element)) return values.length ? "✓" : "–";
  return values.map((value) => (element?.dataset.richText ? plain(value) : value)).join(", ");
}

function plain(html) {
  const page = new DOMParser().parseFromString(html, "text/html");
  for (const block of page.querySelectorAll("p, h2, h3, h4, li, blockquote, figure, tr, br"))
    block.append("\n");
  return page.body.textContent.trim();
}

/** The texts of chosen options: a list that is searched on the server has no others. */
export function namesOf(elements) {
  const chosen = elements.flatMap((element) => [...(element.selectedOptions ?? [])]);
  return Object.fromEntries(chosen.map((option) => [option.value, option.text]));
}

/** Put values into a field, and tell whoever listens: editors, pickers, the marks on tabs. */
export function fill(elements, values, names = {}) {
  for (const element of elements) {
    if (element.options) choose(element, values, names);
    else if (isTick(element)) element.checked = values.includes(element.value);
    else element.value = values[0] ?? "";
    element.dispatchEvent(new Event("input", { bubbles: true }));
    element.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function choose(select, values, names) {
  const there = new Set([...select.options].map((option) => option.value));
  for (const value of values)
    if (!there.has(value) && names[value]) select.add(new Option(names[value], value));
  for (const option of select.options) option.selected = values.includes(option.value);
}
