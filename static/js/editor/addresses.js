/* Which addresses a link may have: the same rules as articles/richtext/attributes.py. */

// biome-ignore lint: browsers drop exactly these from addresses.
const IGNORED = /[\x00-\x1f\x7f\ufeff]/g

/** The address as it is stored, or null for one that is not followed. */
export function safeAddress(value) {
  const address = (value ?? "").replace(IGNORED, "").trim().replaceAll(" ", "%20")
  if (address.includes("\\")) return null
  if (address.startsWith("//")) return safeAddress(`https:${address}`)
  if (/^[/#]/.test(address)) return address
  if (/^mailto:[^?]*[^@?]/i.test(address)) return address.includes("@") ? address : null
  return /^https?:\/\/[^/?#]/i.test(address) && URL.canParse(address) ? address : null
}

/** What a person typed: "a.example/b" means a web address, "me@a.example" one for mail. */
export function typedAddress(value) {
  const text = value.trim()
  if (/^[^\s/@:?#]+@[^\s/@:?#]+\.[^\s/@:?#]+$/.test(text)) return safeAddress(`mailto:${text}`)
  if (/^[^\s/:?#]+\.[^\s/:?#]+([/?#:]|$)/.test(text)) return safeAddress(`https://${text}`)
  return safeAddress(text)
}
