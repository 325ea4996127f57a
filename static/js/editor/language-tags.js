/* Language tags in the spelling of articles/richtext/language_tags.py. */

const TAG = /^[a-z]{2,3}(-[a-z]{4})?(-([a-z]{2}|[0-9]{3}))?$/i

/** "zh-hans" gives "zh-Hans"; null for what is no plain tag. */
export function canonicalLanguage(value) {
  const tag = (value ?? "").trim()
  if (!TAG.test(tag)) return null
  return tag
    .split("-")
    .map((part, index) => {
      if (index === 0) return part.toLowerCase()
      if (part.length === 4) return part[0].toUpperCase() + part.slice(1).toLowerCase()
      return part.toUpperCase()
    })
    .join("-")
}
