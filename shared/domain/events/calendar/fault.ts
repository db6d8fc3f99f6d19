/** What is wrong with an event of a calendar. In: where, which field, why. Out: a fault to be told. Never a title, a note or anybody's address. */
import { SHOWN_AT_MOST } from './limits.ts';

export type CalendarField = 'event' | 'uid' | 'name' | 'what' | 'start' | 'end' | 'rule' | 'added' | 'excluded' | 'original' | 'place';

/**
 * `broken`: no calendar's line. `zone`: nobody knows it. `skipped`: the clocks jump over that time.
 * `seconds`: not of whole minutes. `before`: it ends before it begins. `often`, `endless`, `unfit`: a
 * rule of too many dates a year, of too many in all, of parts that don't go together. `orphan`: a date
 * of a series that is not in the file. `range`: a change of all later dates. `shortened`: longer than
 * is kept. `tooMany`: more dates than are kept.
 */
export type CalendarWhy =
  | 'missing' | 'broken' | 'twice' | 'impossible' | 'seconds' | 'zone' | 'skipped' | 'before' | 'long' | 'shape' | 'often' | 'endless' | 'unfit' | 'orphan' | 'range' | 'shortened' | 'tooMany';

export interface CalendarFault {
  /** Where its event begins in the file, from 1. */
  readonly line: number;
  readonly component: 'VEVENT';
  readonly field: CalendarField;
  readonly why: CalendarWhy;
  /** A time, a zone or a rule as it stood there, shortened; else empty. */
  readonly value: string;
  /** The event was kept without it. */
  readonly isKept: boolean;
}

/** Ends the reading of one event, and of no other. */
export class EventFault extends Error {
  readonly field: CalendarField;
  readonly why: CalendarWhy;
  readonly value: string;
  constructor(field: CalendarField, why: CalendarWhy, value = '') {
    super(`${field}: ${why}`);
    this.field = field;
    this.why = why;
    this.value = value;
  }
}

export function faultAt(line: number, { field, why, value }: Pick<EventFault, 'field' | 'why' | 'value'>, isKept = false): CalendarFault {
  const plain = value.replaceAll(/[\s\p{Cc}]+/gu, ' ').trim();
  return { line, component: 'VEVENT', field, why, value: plain.length > SHOWN_AT_MOST ? `${plain.slice(0, SHOWN_AT_MOST)}…` : plain, isKept };
}
