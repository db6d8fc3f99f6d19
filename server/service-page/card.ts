/** A service as a card for a phone's contacts (vCard 3.0, RFC 2426, which every phone reads). In: what is shown of it, an address. Out: the card's text. */
import type { ServiceShown } from '../../shared/contract/directory.ts';

/** Bytes of a line (RFC 2425, 5.8.1). */
const LINE = 75;

export function cardOf({ name, organisation, phones, places }: ServiceShown, { hours, url }: { readonly hours: readonly string[]; readonly url: string }): string {
  const [place] = places;
  const lines = [
    'BEGIN:VCARD', 'VERSION:3.0',
    `FN:${plain(name.text)}`, `N:${plain(name.text)};;;;`,
    ...(organisation ? [`ORG:${plain(organisation.text)}`] : []),
    ...phones.map(({ number }) => `TEL;TYPE=WORK:${plain(number)}`),
    ...(place?.address ? [`ADR;TYPE=WORK:;;${plain(place.address.text)};;;;`] : []),
    ...(place?.point ? [`GEO:${place.point.lat};${place.point.lon}`] : []),
    ...(hours.length > 0 ? [`NOTE:${plain(hours.join('\n'))}`] : []),
    `URL:${url}`, 'END:VCARD',
  ];
  return `${lines.map(folded).join('\r\n')}\r\n`;
}

/** What would end a field or begin another is only a sign of it. */
function plain(text: string): string {
  return text.replaceAll(/[\\;,]/g, (sign) => `\\${sign}`).replaceAll(/\r\n|\r|\n/g, '\\n').replaceAll(/\p{Cc}/gu, '');
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
