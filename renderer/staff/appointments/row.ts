/**
 * One appointment as a file tells it, and what may be wrong with it. In: the words of a file, the
 * centre's zone and services, an instant. Out: rows that can be sent, and for each one that can't,
 * its line, its field and why. Names and telephones never get into either.
 */
import type { Language } from '../../../shared/domain/centre.ts';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import { DAYS_AHEAD } from '../../../shared/domain/decisions/decide-appointments.ts';
import type { ServiceId } from '../../../shared/domain/ids.ts';

/** What is read from one file at most, good rows and bad ones together. */
export const ROWS_AT_MOST = 2000;
/** Bytes. */
export const FILE_AT_MOST = 1024 * 1024;

export interface Row {
  /** Where it stands in the file, from 1; of a calendar, where its event begins. */
  readonly line: number;
  /** Its name in the program that wrote the file: the same row of a later file has the same. */
  readonly uid: string;
  readonly service: ServiceId;
  readonly at: EpochMs;
}

export type RowField = 'row' | 'uid' | 'service' | 'date' | 'time' | 'start' | 'repeat';

/** `unknown` and `several`: no service, or more than one, is called that. `skipped`: the clocks jump over that time. */
export type RowFault =
  | 'missing'
  | 'unknown'
  | 'several'
  | 'shape'
  | 'impossible'
  | 'skipped'
  | 'past'
  | 'farAhead'
  | 'twice'
  | 'allDay'
  | 'zone'
  | 'rule'
  | 'noneAhead'
  | 'quotes'
  | 'broken'
  | 'long';

export interface RowError {
  readonly line: number;
  readonly field: RowField;
  readonly why: RowFault;
  /** What stood there, shortened; empty where nothing did. */
  readonly value: string;
}

/** What a file is read against. */
export interface Terms {
  readonly now: EpochMs;
  readonly zone: string;
  readonly services: readonly { readonly id: ServiceId; readonly name: Readonly<Record<Language, string>> }[];
}

/** Why nothing at all could be read from a file. */
export type Unreadable = 'tooLarge' | 'empty' | 'notText' | 'spreadsheet' | 'columns' | 'quotes' | 'tooManyRows';

export type Reading =
  | {
      readonly kind: 'read';
      readonly rows: readonly Row[];
      readonly errors: readonly RowError[];
      /** Columns that were not read further, as the file names them. */
      readonly unread: readonly string[];
    }
  | { readonly kind: 'unreadable'; readonly why: Unreadable };

const SHOWN = 40;

/** A row that can't be used, with what stood there. */
export function fault(line: number, field: RowField, why: RowFault, value = ''): RowError {
  const plain = value.replaceAll(/\s+/g, ' ').trim();
  return { line, field, why, value: plain.length > SHOWN ? `${plain.slice(0, SHOWN)}…` : plain };
}

const DAY_MS = 24 * 60 * 60_000;

/** Why a time can't be kept for anybody; undefined where it can. */
export function outOfReach(at: EpochMs, now: EpochMs): 'past' | 'farAhead' | undefined {
  if (at <= now) return 'past';
  return at > now + DAYS_AHEAD * DAY_MS ? 'farAhead' : undefined;
}

/** Words as they are compared: case, accents and spacing say nothing. */
export function folded(text: string): string {
  return text
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[\s_.-]+/g, ' ')
    .trim();
}

export type Called = { readonly kind: 'one'; readonly service: ServiceId } | { readonly kind: 'unknown' | 'several' };

/** The service that is called so, by its id or by its name in any language. */
export function serviceCalled(text: string, services: Terms['services']): Called {
  const called = folded(text);
  const [only, ...others] = services.filter(({ id, name }) => [id, ...Object.values(name)].some((each) => folded(each) === called));
  if (!only) return { kind: 'unknown' };
  return others.length > 0 ? { kind: 'several' } : { kind: 'one', service: only.id };
}

/** Characters of a name that the station takes. */
const UID_AT_MOST = 255;

/** Rows with names of their own, and what was wrong with the others, in the file's order. */
export function settled(rows: readonly Row[], errors: readonly RowError[]): { readonly rows: readonly Row[]; readonly errors: readonly RowError[] } {
  const seen = new Set<string>();
  const kept: Row[] = [];
  const found = [...errors];
  for (const row of rows) {
    const { line, uid } = row;
    if (uid.length > UID_AT_MOST) found.push(fault(line, 'uid', 'long', uid));
    else if (seen.has(uid)) found.push(fault(line, 'uid', 'twice', uid));
    else kept.push(row);
    seen.add(uid);
  }
  return { rows: kept, errors: found.toSorted((a, b) => a.line - b.line) };
}
