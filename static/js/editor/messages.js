/* Texts of the editor, translated by the catalogue that the admin loads (jsi18n). */

export const gettext = (text) => window.gettext?.(text) ?? text

/** "Page %(number)s" and { number: 2 } give "Page 2". */
export const interpolate = (text, values) =>
  text.replace(/%\((\w+)\)s/g, (_match, name) => String(values[name]))
