/**
 * What this station's screens are shown now. In: the station's parts, as they stand. Out: a view, or
 * none where there is nothing to show yet. It remembers nothing and never throws.
 */
import type { Logger } from 'pino';
import type { PublicUrl } from '../../shared/contract/settings.ts';
import type { Joining, View, ViewQuery } from '../../shared/contract/views.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import type { Desk } from './desk/index.ts';
import type { Directory } from './directory/index.ts';
import type { Activities } from './events/index.ts';
import type { Hindsight } from './hindsight/index.ts';
import type { Journal } from './journal/index.ts';
import type { Printers, Spool } from './printing/index.ts';
import type { Scanner } from './scanner/index.ts';
import type { Sync } from './sync/index.ts';
import { joiningOf, shownLink, viewOf, type Standing } from './views/index.ts';
import type { PageVoices, Voices } from './voice/index.ts';
import type { WaitsNow } from './waits/index.ts';

export interface ShowingParts {
  readonly journal: Pick<Journal, 'state' | 'device' | 'past'>;
  readonly desk: Pick<Desk, 'today'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly sync: Pick<Sync, 'link' | 'enrolment'>;
  readonly spool: Pick<Spool, 'stateOf' | 'elsewhere' | 'conditionOf' | 'troubles'>;
  readonly printers: Printers;
  readonly waits: WaitsNow;
  readonly directory: Pick<Directory, 'view'>;
  readonly activities: Pick<Activities, 'coming' | 'view'>;
  readonly hindsight: Pick<Hindsight, 'of'>;
  readonly voices: Pick<Voices, 'of' | 'isSilent'>;
  readonly stillWalls: number;
  readonly pageVoices: Pick<PageVoices, 'of'>;
  /** Undefined where this station has none. */
  readonly scanner: Pick<Scanner, 'latest'> | undefined;
  /** What staff set for this screen; undefined where they left it. */
  readonly patience: number | undefined;
  readonly publicUrl: PublicUrl | undefined;
  /** Whether there is a map of the streets around the house. */
  readonly hasStreets: boolean;
  readonly log: Pick<Logger, 'error'>;
}

interface StandingParts extends Pick<ShowingParts, 'sync'> {
  readonly journal: Pick<Journal, 'state' | 'device'>;
}

/** Troubles shown to staff at once. */
const TROUBLES_SHOWN = 5;

/** How this device stands with its centre. */
export function joiningNow(parts: StandingParts): Joining {
  return joiningOf(standing(parts));
}

function standing({ journal, sync }: StandingParts): Standing {
  const { state, device } = journal;
  return {
    enrolment: sync.enrolment,
    hasCentre: state.centre !== undefined,
    isOut: state.devices.get(device)?.standing === 'out',
  };
}

export function viewNow(query: ViewQuery, parts: ShowingParts): View | undefined {
  try {
    return query.kind === 'joining' ? { kind: 'joining', joining: joiningNow(parts) } : centreView(query, parts);
  } catch (error) {
    // A damaged page of the file must not end the station under everybody else's screens.
    parts.log.error({ err: error, view: query.kind }, 'a view could not be made');
    return undefined;
  }
}

function centreView(query: Exclude<ViewQuery, { kind: 'joining' }>, { journal, desk, clock, sync, spool, printers, waits, directory, activities, hindsight, voices, pageVoices, scanner, stillWalls, patience, publicUrl, hasStreets }: ShowingParts): View | undefined {
  const { state } = journal;
  const day = desk.today();
  if (!state.centre || !day) return undefined;
  return viewOf(query, {
    state,
    centre: state.centre,
    day,
    now: clock.now(),
    link: shownLink(sync.link, standing({ journal, sync })),
    paperOf: (subject) => ({ state: spool.stateOf(subject) ?? 'unknown', elsewhere: spool.elsewhere(subject) }),
    paperTroubles: () => spool.troubles(day, TROUBLES_SHOWN),
    printers: printers.map(({ name, confirms, condition }) => ({ name, confirms, condition: spool.conditionOf({ name, condition }) })),
    waits,
    latestCalls: (...asked) => journal.past.latest(...asked),
    whyCalled: (call) => hindsight.of(call),
    voiced: (language) => voices.of(language),
    pageVoice: (texts) => pageVoices.of(texts),
    isSilent: voices.isSilent,
    stillWalls,
    hasReader: scanner !== undefined,
    publicUrl,
    hasStreets,
    patience: patience ?? 1,
    latestScan: scanner?.latest,
    directory: (asked, centre) => directory.view(asked, centre),
    coming: activities.coming(clock.now()),
    activity: (asked, centre) => activities.view(asked, centre),
    device: journal.device,
  });
}
