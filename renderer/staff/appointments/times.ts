/** Dates and times of day as people and spreadsheets write them. In: a field's text. Out: what it says, or why it says nothing. It knows no zone. */
import { Temporal } from 'temporal-polyfill';

export type Read<T> = { readonly kind: 'is'; readonly read: T } | { readonly kind: 'not'; readonly why: 'missing' | 'shape' | 'impossible' };

const not = (why: 'missing' | 'shape' | 'impossible'): Read<never> => ({ kind: 'not', why });

/** `2026-11-23`, or day, month, year: `23/11/2026`. */
export function dateIn(text: string): Read<Temporal.PlainDate> {
  if (text === '') return not('missing');
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  if (year) return possible(() => Temporal.PlainDate.from({ year: Number(year), month: Number(month), day: Number(day) }, { overflow: 'reject' }));
  const [, ofMonth, inYear, fullYear] = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/.exec(text) ?? [];
  if (!fullYear) return not('shape');
  return possible(() => Temporal.PlainDate.from({ year: Number(fullYear), month: Number(inYear), day: Number(ofMonth) }, { overflow: 'reject' }));
}

/** `9:05`, `09:05:00`, or `9:05 a. m.` as Excel writes it in half of America. Of whole minutes alone. */
export function timeIn(text: string): Read<Temporal.PlainTime> {
  if (text === '') return not('missing');
  const [, hours, minute, half] = /^(\d{1,2}):(\d{2})(?::00)?(?:\s*([ap])\.?\s*m\.?)?$/i.exec(text) ?? [];
  if (!hours) return not('shape');
  const hour = Number(hours);
  if (!half) return possible(() => Temporal.PlainTime.from({ hour, minute: Number(minute) }, { overflow: 'reject' }));
  if (hour < 1 || hour > 12) return not('impossible');
  const afternoon = half.toLowerCase() === 'p' ? 12 : 0;
  return possible(() => Temporal.PlainTime.from({ hour: (hour % 12) + afternoon, minute: Number(minute) }, { overflow: 'reject' }));
}

/** An ISO date-time: with `Z` or an offset an instant, without a time on the centre's wall. */
export function momentIn(text: string): Read<Temporal.Instant | Temporal.PlainDateTime> {
  if (text === '') return not('missing');
  const [, day, time, offset] = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2}(?:\.0+)?)?)(z|[+-]\d{2}:?\d{2})?$/i.exec(text) ?? [];
  if (!day || !time) return not('shape');
  const local = possible(() => Temporal.PlainDateTime.from(`${day}T${time}`));
  if (local.kind === 'not') return local;
  if (local.read.second !== 0) return not('shape');
  return offset ? possible(() => Temporal.Instant.from(`${day}T${time}${offset}`)) : local;
}

function possible<T>(read: () => T): Read<T> {
  try {
    return { kind: 'is', read: read() };
  } catch (error) {
    if (error instanceof RangeError) return not('impossible');
    throw error;
  }
}
