/**
 * The dates of a series in the days ahead. In: an event with a rule, its exceptions and the dates
 * that stand in the file by themselves. Out: instants, each with the one it goes by. The rule is
 * reckoned on the wall of its own zone, where «every Monday at nine» is at nine on both sides of a
 * change of the clocks.
 */
import type ICAL from 'ical.js';
import { RRuleTemporal } from 'rrule-temporal';
import { Temporal } from 'temporal-polyfill';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import { DAYS_AHEAD } from '../../../shared/domain/decisions/decide-appointments.ts';
import { outOfReach } from './row.ts';
import { isFault, localIn, rawOf, type Fault, type Wall, type Zones } from '../../../shared/domain/events/calendar/zones.ts';

export interface Occurrence {
  readonly at: EpochMs;
  /** When the rule has it, which is its name within its series; undefined outside any. */
  readonly of: EpochMs | undefined;
}

interface Ahead {
  readonly zones: Zones;
  readonly now: EpochMs;
  /** Dates of this series that stand in the file by themselves. */
  readonly moved: ReadonlySet<EpochMs>;
}

/** A series of a hundred years' days. */
const PERIODS_AT_MOST = 40_000;

/** @returns dates ahead and faults of single dates; one fault alone where there is no date ahead at all. */
export function recurrences(event: ICAL.Component, begins: ICAL.Property, { zones, now, moved }: Ahead): readonly (Occurrence | Fault)[] {
  const [first = ''] = rawOf(begins);
  const start = zones.instantOf(begins);
  // One that begins in the hour that the clocks skip still goes on where they don't.
  if (isFault(start) && start.why !== 'skipped') return [start];
  const wall = zones.wallOf(begins);
  const local = localIn(first);
  if (isFault(wall)) return [wall];
  const days = local && localDates(event, local, wall, now);
  if (!days) return [{ field: 'repeat', why: 'rule', value: '' }];
  const off = exceptions(event, zones, wall);
  if (isFault(off)) return [off];
  const found: (Occurrence | Fault)[] = [];
  let others = 0;
  for (const day of days) {
    const at = wall.instantOf(day);
    if (at === undefined) found.push({ field: 'repeat', why: 'skipped', value: day.toString() });
    else if (off.times.has(at) || off.days.has(day.toPlainDate().toString())) continue;
    else if (moved.has(at)) others += 1;
    else if (!outOfReach(at, now)) found.push({ at, of: at });
  }
  return found.length === 0 && others === 0 ? [{ field: 'repeat', why: 'noneAhead', value: '' }] : found;
}

/** Undefined for a rule that can't be read, or that comes more than daily. */
function localDates(event: ICAL.Component, start: Temporal.PlainDateTime, wall: Wall, now: EpochMs): readonly Temporal.PlainDateTime[] | undefined {
  const rules = event.getAllProperties('rrule');
  const [rule] = rules;
  if (!rule || rules.length > 1 || event.hasProperty('rdate') || event.hasProperty('exrule')) return undefined;
  const [, , , parts] = rule.toJSON() as readonly unknown[];
  const { until, ...rest } = parts as Record<string, unknown> & { readonly until?: string };
  if (!['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'].includes(String(rest['freq'])) || 'bysecond' in rest || comesOften(rest['byhour']) || comesOften(rest['byminute'])) return undefined;
  const end = endOf(until, wall);
  if (until !== undefined && !end) return undefined;
  // The wall's times, as if its zone had no changes: the rule is of the wall, and the zone comes after.
  const flat = (time: Temporal.PlainDateTime): Temporal.ZonedDateTime => time.toZonedDateTime('UTC');
  try {
    const series = new RRuleTemporal({
      rruleString: Object.entries(rest).map(([part, value]) => `${part.toUpperCase()}=${[value].flat().join(',')}`).join(';'),
      dtstart: flat(start),
      includeDtstart: true,
      maxIterations: PERIODS_AT_MOST,
      temporal: Temporal,
    });
    const [from, to] = [wall.localOf(now), wall.localOf(now).add({ days: DAYS_AHEAD + 1 })];
    return series
      .between(flat(from), flat(to), true)
      .map((each) => each.toPlainDateTime())
      .filter((each) => !end || Temporal.PlainDateTime.compare(each, end) <= 0);
  } catch (error) {
    // The reckoner throws plain errors of its own for a rule it can't use.
    if (error instanceof Error) return undefined;
    throw error;
  }
}

/** Several hours or minutes of a day are more than one time a day. */
function comesOften(part: unknown): boolean {
  return Array.isArray(part) && part.length > 1;
}

/** The last time on the wall that a rule may have: a day alone means the whole of it. */
function endOf(until: string | undefined, wall: Wall): Temporal.PlainDateTime | undefined {
  if (until === undefined) return undefined;
  const local = localIn(until);
  if (!local) return undefined;
  if (!until.includes('T')) return local.add({ hours: 24 }).subtract({ seconds: 1 });
  return until.endsWith('Z') ? wall.localOf(local.toZonedDateTime('UTC').epochMilliseconds) : local;
}

/** Dates that a series leaves out, as instants or as whole days. */
function exceptions(event: ICAL.Component, zones: Zones, own: Wall): { readonly times: ReadonlySet<EpochMs>; readonly days: ReadonlySet<string> } | Fault {
  const times = new Set<EpochMs>();
  const days = new Set<string>();
  for (const property of event.getAllProperties('exdate')) {
    const wall = property.getFirstParameter('tzid') === undefined && !rawOf(property).some((raw) => raw.endsWith('Z')) ? own : zones.wallOf(property);
    if (isFault(wall)) return { ...wall, field: 'repeat' };
    for (const raw of rawOf(property)) {
      const local = localIn(raw);
      if (!local) return { field: 'repeat', why: 'impossible', value: raw };
      if (property.type === 'date') days.add(local.toPlainDate().toString());
      const at = wall.instantOf(local);
      if (property.type !== 'date' && at !== undefined) times.add(at);
    }
  }
  return { times, days };
}
