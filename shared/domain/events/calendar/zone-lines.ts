/** A zone as a calendar describes it (RFC 5545, 3.6.5). In: its IANA name and the years that are asked about. Out: lines. It names no change that the platform does not know. */
import { Temporal } from 'temporal-polyfill';

const two = (number: number): string => String(number).padStart(2, '0');

function offset(nanoseconds: number): string {
  const seconds = Math.round(Math.abs(nanoseconds) / 1e9);
  const rest = seconds % 60;
  return `${nanoseconds < 0 ? '-' : '+'}${two(Math.floor(seconds / 3600))}${two(Math.floor(seconds / 60) % 60)}${rest === 0 ? '' : two(rest)}`;
}

/** `20261123T090000`. */
export function stamp(local: Temporal.PlainDateTime): string {
  return local.toString({ smallestUnit: 'second' }).replaceAll(/[-:]/g, '');
}

/** @param years the first and the last; both are in it. */
export function zoneLines(zone: string, [first, last]: readonly [number, number]): readonly string[] {
  let at = Temporal.PlainDateTime.from({ year: first - 1, month: 1, day: 1 }).toZonedDateTime(zone);
  const changes = new Map<string, { readonly from: number; readonly to: number; readonly dates: string[] }>();
  const put = (from: number, to: number, date: Temporal.PlainDateTime): void => {
    const key = `${from} ${to}`;
    const known = changes.get(key) ?? { from, to, dates: [] };
    changes.set(key, known);
    known.dates.push(stamp(date));
  };
  put(at.offsetNanoseconds, at.offsetNanoseconds, at.toPlainDateTime());
  for (;;) {
    const next = at.getTimeZoneTransition('next');
    if (!next || next.year > last) break;
    const from = next.subtract({ nanoseconds: 1 }).offsetNanoseconds;
    // A change is told on the wall that it ends.
    put(from, next.offsetNanoseconds, next.toInstant().toZonedDateTimeISO('UTC').toPlainDateTime().add({ nanoseconds: from }));
    at = next;
  }
  const kinds = [...changes.values()].flatMap(({ from, to, dates: [begins = '', ...others] }) => {
    const kind = to > from ? 'DAYLIGHT' : 'STANDARD';
    return [`BEGIN:${kind}`, `DTSTART:${begins}`, ...others.map((each) => `RDATE:${each}`), `TZOFFSETFROM:${offset(from)}`, `TZOFFSETTO:${offset(to)}`, `END:${kind}`];
  });
  return ['BEGIN:VTIMEZONE', `TZID:${zone}`, ...kinds, 'END:VTIMEZONE'];
}
