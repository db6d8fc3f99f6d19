/** Lines as cards (RFC 2425) and calendars (RFC 5545) have them. In: texts. Out: lines that no text can break out of. */

/** Bytes of a line; the same in both. */
const LINE = 75;

/** What would end a field or begin another is only a sign of it. */
export function plain(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r\n|\r|\n/g, '\\n').replaceAll(/\p{Cc}/gu, '');
}

/** A whole file. */
export function written(lines: readonly string[]): string {
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** Goes on in a line that begins with a space, and cuts no letter in two. */
function folded(line: string): string {
  const parts = [''];
  for (const letter of line) {
    const last = parts.at(-1) ?? '';
    // The space in front of what goes on counts as well.
    if (Buffer.byteLength(last) + Buffer.byteLength(letter) > LINE - (parts.length > 1 ? 1 : 0)) parts.push(letter);
    else parts[parts.length - 1] = last + letter;
  }
  return parts.join('\r\n ');
}
