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
  const parts: string[] = [];
  let part = '';
  let bytes = 0;
  for (const letter of line) {
    const more = bytesOf(letter);
    if (bytes + more > LINE) {
      parts.push(part);
      part = '';
      // The space in front of what goes on counts as well.
      bytes = 1;
    }
    part += letter;
    bytes += more;
  }
  return [...parts, part].join('\r\n ');
}

/** Of a letter in UTF-8. */
function bytesOf(letter: string): number {
  const code = letter.codePointAt(0) ?? 0;
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
}
