// Replaces typographic characters by those of a keyboard.

/** The text, of the same length, with plain characters. */
export function plain(text) {
  return text
    .replace(/[\u2018\u2019]/gu, "'")
    .replace(/[\u201c\u201d]/gu, '"')
    .replace(/[\u2010-\u2015]/gu, '-')
    .replace(/[\u00a0\u2009\u202f]/gu, ' ');
}

/** The text's bytes. QuickJS has no TextEncoder. */
export function utf8(text) {
  const escaped = encodeURIComponent(text.toWellFormed()).replace(/%(..)/gu, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  return Uint8Array.from(escaped, (byte) => byte.charCodeAt(0));
}
