/** A service as a card for a phone's contacts (vCard 3.0, RFC 2426, which every phone reads). In: what is shown of it, an address. Out: the card's text. */
import type { ServiceShown } from '../../shared/contract/directory.ts';
import { plain, written } from '../../shared/domain/events/calendar/lines.ts';

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
  return written(lines);
}
