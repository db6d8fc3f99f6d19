/**
 * Times on a wall. In: text, `2026-11-23T09:00`, or the same as a number. Out: the other of the two.
 * It knows no zone: the number is the milliseconds at which UTC's clocks would show the same.
 */
import { z } from 'zod';
import { dayOf, lengthOfMonth, textOf, type DayNumber } from '../directory/opening/civil.ts';

/** Milliseconds since 1970-01-01T00:00 on the same wall. */
export type WallMs = number;

export const MINUTE = 60_000;
export const DAY = 86_400_000;

const DAY_TEXT = /^(19[7-9]\d|2[01]\d\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const TIME_TEXT = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Undefined where there is no such day, or none between 1970 and 2199. */
export function dayIn(text: string): DayNumber | undefined {
  const [, year, month, date] = DAY_TEXT.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || date === undefined) return undefined;
  return date <= lengthOfMonth(year, month) ? dayOf(year, month, date) : undefined;
}

/** A day of a calendar, `YYYY-MM-DD`, from 1970 to 2199. */
export const LocalDay = z.string().refine((text) => dayIn(text) !== undefined, { message: 'a day that there is' }).brand<'LocalDay'>();
export type LocalDay = z.infer<typeof LocalDay>;

/** A day and a time of whole minutes, `YYYY-MM-DDTHH:MM`, on the wall of its series' zone. */
export const LocalTime = z
  .string()
  .refine((text) => text[10] === 'T' && TIME_TEXT.test(text.slice(11)) && dayIn(text.slice(0, 10)) !== undefined, { message: 'a time on a wall' })
  .brand<'LocalTime'>();
export type LocalTime = z.infer<typeof LocalTime>;

export function wallOf(text: LocalTime): WallMs {
  return (dayIn(text.slice(0, 10)) ?? 0) * DAY + (Number(text.slice(11, 13)) * 60 + Number(text.slice(14, 16))) * MINUTE;
}

/** @param wall of a whole minute. */
export function localOf(wall: WallMs): LocalTime {
  const day = Math.floor(wall / DAY);
  const minutes = Math.round((wall - day * DAY) / MINUTE);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${textOf(day)}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}` as LocalTime;
}

/** The day of a time. */
export const dayText = (text: LocalTime): LocalDay => text.slice(0, 10) as LocalDay;
