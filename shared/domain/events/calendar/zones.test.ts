import fc from 'fast-check';
import ICAL from 'ical.js';
import { Temporal } from 'temporal-polyfill';
import { expect, test } from 'vitest';
import { instantOn } from './instant-on.ts';
import { isFault, zonesOf, type Wall } from './zones.ts';

const KNOWN = 'America/New_York';
/** The same zone, as a file describes it under a name of its own. */
const DESCRIBED = [
  'BEGIN:VCALENDAR',
  'BEGIN:VTIMEZONE',
  'TZID:Este',
  'BEGIN:DAYLIGHT',
  'DTSTART:20070311T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU',
  'TZOFFSETFROM:-0500',
  'TZOFFSETTO:-0400',
  'END:DAYLIGHT',
  'BEGIN:STANDARD',
  'DTSTART:20071104T020000',
  'RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU',
  'TZOFFSETFROM:-0400',
  'TZOFFSETTO:-0500',
  'END:STANDARD',
  'END:VTIMEZONE',
  'END:VCALENDAR',
].join('\r\n');

function described(): Wall {
  const property = new ICAL.Property('dtstart');
  property.setParameter('tzid', 'Este');
  property.setValue(ICAL.Time.fromString('2026-11-23T09:00:00', property));
  const wall = zonesOf([{ line: 1, text: DESCRIBED }], 'UTC').wallOf(property);
  if (isFault(wall)) throw new Error(wall.why);
  return wall;
}

/** Minutes around each change of the clocks, and anywhere in two years. */
const CHANGES = ['2026-03-08T07:00Z', '2026-11-01T06:00Z', '2027-03-14T07:00Z'].map((at) => Temporal.Instant.from(at).epochMilliseconds / 60_000);
const minute = fc.oneof(
  ...CHANGES.map((change) => fc.integer({ min: change - 26 * 60, max: change + 26 * 60 })),
  ...CHANGES.map((change) => fc.integer({ min: change - 120, max: change + 120 })),
  fc.integer({ min: Temporal.Instant.from('2026-01-01T00:00Z').epochMilliseconds / 60_000, max: Temporal.Instant.from('2028-01-01T00:00Z').epochMilliseconds / 60_000 }),
);

test('a zone that a file describes is reckoned like the one that everybody knows, at its changes too', () => {
  const wall = described();
  fc.assert(
    fc.property(minute, (minutes) => {
      const at = minutes * 60_000;
      const local = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(KNOWN).toPlainDateTime();
      expect(wall.localOf(at).toString()).toBe(local.toString());
      const asWritten = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO('UTC').toPlainDateTime().subtract({ hours: 5 });
      expect(wall.instantOf(asWritten)).toBe(instantOn(asWritten, KNOWN));
    }),
    { numRuns: 400 },
  );
});
