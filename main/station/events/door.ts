/**
 * Passes at a station: signed for the paper, and known again at the door without a network [E4]. In:
 * a signup, a pass, the state. Out: a pass, whose signature one bears, what the door is told.
 */
import type { ScanTold } from '../../../shared/contract/activities.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { ScanTold as Decided } from '../../../shared/domain/decisions/decide-scan.ts';
import { dateOf, makePass, occurrencesBetween, textOfPass, whereOf, type AtDate, type Pass, type PassFor, type Planned, type SignedPass } from '../../../shared/domain/events/index.ts';
import type { CentreId } from '../../../shared/domain/ids.ts';
import type { CentreState, Device } from '../../../shared/domain/reducers/state.ts';
import { sha256 } from '../journal/digest.ts';
import type { Journal } from '../journal/index.ts';
import { isSignedBy } from '../journal/keys.ts';

export function signedPass({ device, keys }: Pick<Journal, 'device' | 'keys'>, pass: PassFor, centre: CentreId): Pass {
  return makePass(pass, { centre, device, digest: sha256, sign: (text) => keys.sign(text, 'current') });
}

/** The device that made it, one that was put out too; undefined where none did that this one knows. */
export function signerOf({ centre, devices }: Pick<CentreState, 'centre' | 'devices'>, { says, body, signature }: SignedPass): Device | undefined {
  if (!centre) return undefined;
  const text = textOfPass(centre.id, body);
  return [...devices].find(([id, { key }]) => id.startsWith(says.device) && isSignedBy(text, signature, key))?.[1];
}

/** Days before and after now in which a paper for another date is looked for. */
const AROUND_DAYS = 60;
const DAY_MS = 86_400_000;

export function datesAround(planned: readonly Planned[], now: EpochMs): readonly AtDate[] {
  return planned.flatMap(({ series }) => occurrencesBetween(series, now - AROUND_DAYS * DAY_MS, now + AROUND_DAYS * DAY_MS).map(({ key }) => ({ series: series.id, date: key })));
}

/** The same, with the other date in words. */
export function scanTold(told: Decided, { centre }: Pick<CentreState, 'centre'>, planned: readonly Planned[]): ScanTold {
  if (told.kind !== 'otherDate') return told;
  return { kind: 'otherDate', of: told.at && centre ? shownAt(told.at, centre, planned) : null };
}

function shownAt(at: AtDate, centre: Centre, planned: readonly Planned[]): Extract<ScanTold, { kind: 'otherDate' }>['of'] {
  const found = planned.find(({ series }) => series.id === at.series);
  const date = found && dateOf(found, at.date);
  if (!found || !date) return null;
  const name = date.change?.kind === 'changed' ? date.change.name : undefined;
  return { series: at.series, name: name ?? found.series.name, room: whereOf(centre, date.place)?.name ?? null, startsAt: date.start };
}
