/** When a wall's clock shows a time. In: a time on the wall, its IANA zone. Out: the instant, if there is one. It moves no time that the clocks skip. */
import type { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../clock.ts';

/** Of a time that comes twice the first. Undefined where the clocks skip it. @throws RangeError for a zone that the platform does not know. */
export function instantOn(local: Temporal.PlainDateTime, zone: string): EpochMs | undefined {
  const there = local.toZonedDateTime(zone);
  return there.toPlainDateTime().equals(local) ? there.epochMilliseconds : undefined;
}
