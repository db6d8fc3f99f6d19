/**
 * What there is to come to, for everybody who can't come by first: a page of the coming days and one
 * of each activity, with words for machines in them, and a calendar to follow [E5]. In: requests to
 * read. Out: pages without scripts, calendars. It knows nobody who looks, and says of nobody who comes.
 */
import { setImmediate } from 'node:timers/promises';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Centre } from '../../shared/domain/centre.ts';
import type { Clock, EpochMs } from '../../shared/domain/clock.ts';
import { writeCalendar } from '../../shared/domain/events/calendar/index.ts';
import { Audience, COMING_DAYS, comingDates, occurrencesBetween, plannedIn, plannedOfFile, whereOf, type ComingDate, type Planned } from '../../shared/domain/events/index.ts';
import { RoomId } from '../../shared/domain/ids.ts';
import { Language } from '../../shared/domain/language.ts';
import { ActivityIcon, textIn } from '../../shared/domain/offers/offers.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import { sha256 } from '../digest.ts';
import { addressOf } from '../follow/address.ts';
import { createMisses } from '../follow/misses.ts';
import { preferred } from '../follow/words.ts';
import type { CentreStore } from '../store/store.ts';
import { linkedDates } from './linked.ts';
import { activityPage, AGENDA_PATH, agendaPage, HEADERS, nothingPage } from './page.ts';
import { agendaWords, type AgendaWords } from './words.ts';

export interface AgendaParts {
  /** The order as it is folded. */
  readonly owner: { state(): CentreState };
  readonly store: Pick<CentreStore, 'ordering'>;
  readonly clock: Clock;
  /** Undefined where phones reach no server: then nothing names an address. */
  readonly publicUrl: string | undefined;
}

/** Requests that one address may make in a minute. */
export const ASKS_PER_MINUTE = 120;
/** Dates that a page shows: more than anybody reads. */
const DATES_SHOWN = 200;
/** Dates of one activity that its page shows. */
const NEXT_SHOWN = 6;
/** Series that are reckoned before others get their turn. */
const AT_ONCE = 5;
const DAY_MS = 86_400_000;

/** Which of them a calendar is to have. */
const Asked = z.object({
  l: Language.optional().catch(undefined),
  room: RoomId.optional(),
  kind: ActivityIcon.optional(),
  for: Audience.optional(),
  offer: z.string().max(40).optional(),
});
type Asked = z.infer<typeof Asked>;

export function addAgenda(http: FastifyInstance, { owner, store, clock, publicUrl }: AgendaParts): void {
  const asks = createMisses(clock, ASKS_PER_MINUTE);
  const plan = createPlan();
  const urlOf = publicUrl === undefined ? undefined : (offer: string): string => `${publicUrl}${AGENDA_PATH}/${offer}`;

  /** @returns undefined where it was answered already. */
  const open = async (request: FastifyRequest, reply: FastifyReply): Promise<{ words: AgendaWords; asked: Asked; centre: Centre; planned: readonly Planned[]; now: EpochMs } | undefined> => {
    const waitMs = asks.waitMs(addressOf(request));
    if (waitMs > 0) {
      void reply.code(429).header('retry-after', Math.ceil(waitMs / 1000)).send();
      return undefined;
    }
    const read = Asked.safeParse(request.query);
    const words = agendaWords(read.data?.l ?? preferred(request.headers['accept-language'] ?? ''));
    reply.headers(HEADERS).type('text/html; charset=utf-8');
    const state = owner.state();
    // [J19] Fenced or still collecting, it may tell of days that were changed since.
    if (!state.centre || (await store.ordering()).kind !== 'ordering') {
      void reply.code(503).header('cache-control', 'no-store').send(nothingPage(words, 'unsure').toString());
      return undefined;
    }
    if (!read.success) {
      void reply.code(400).send(nothingPage(words, 'gone').toString());
      return undefined;
    }
    const now = clock.now();
    return { words, asked: read.data, centre: state.centre, planned: await plan({ centre: state.centre, series: state.series }, now), now };
  };

  http.get(AGENDA_PATH, async (request, reply) => {
    const there = await open(request, reply);
    if (!there) return reply;
    const { words, centre, planned, now } = there;
    const dates = comingDates(planned, now).slice(0, DATES_SHOWN);
    return reply.send(agendaPage(dates, { words, centre, now, linked: linkedDates(dates, { centre, language: words.language, urlOf }) }).toString());
  });

  http.get<{ Params: { offer: string } }>(`${AGENDA_PATH}/:offer`, async (request, reply) => {
    const there = await open(request, reply);
    if (!there) return reply;
    const { words, centre, planned, now } = there;
    const dates = nextOf(planned.find(({ offer }) => offer === request.params.offer), now);
    const first = dates.find(({ date }) => !date.isCancelled) ?? dates[0];
    if (!first) return reply.code(404).send(nothingPage(words, 'gone').toString());
    return reply.send(activityPage(first, dates, { words, centre, now, linked: linkedDates(dates, { centre, language: words.language, urlOf }) }).toString());
  });

  http.get(`${AGENDA_PATH}.ics`, async (request, reply) => {
    const there = await open(request, reply);
    if (!there) return reply;
    const { words: { language }, asked, centre, planned, now } = there;
    const [first = 'es'] = centre.languages;
    const roomName = (room: RoomId): string | undefined => {
      const where = whereOf(centre, { kind: 'room', room });
      return where && textIn(where.name, language, first).text;
    };
    const wanted = planned.filter((each) => isWanted(each, asked)).map(({ series }) => series);
    return reply.type('text/calendar; charset=utf-8').send(writeCalendar(wanted, { at: now, language, roomName }));
  });
}

/** Every date of one of them within a year, however often it comes. */
function nextOf(planned: Planned | undefined, now: EpochMs): readonly ComingDate[] {
  if (!planned) return [];
  return occurrencesBetween(planned.series, now, now + 366 * DAY_MS).filter(({ start, end }) => Math.max(start, end) > now).slice(0, NEXT_SHOWN).map((date) => ({ ...planned, date }));
}

function isWanted({ offer, series: { place, icon, audiences } }: Planned, { room, kind, for: audience, offer: one }: Asked): boolean {
  return (
    (one === undefined || offer === one) &&
    (room === undefined || (place?.kind === 'room' && place.room === room)) &&
    (kind === undefined || icon === kind) &&
    // What is for nobody in particular is for everybody.
    (audience === undefined || audiences.length === 0 || audiences.includes(audience))
  );
}

type OfCentre = { readonly centre: Centre; readonly series: CentreState['series'] };

/** All that a centre plans, its dates reckoned: a few at a time, so that nobody else's answer waits for the first look at a thousand series. */
function createPlan(): (of: OfCentre, now: EpochMs) => Promise<readonly Planned[]> {
  let ofFile: { readonly centre: Centre; readonly planned: readonly Planned[] } | undefined;
  let known: { readonly of: OfCentre; readonly planned: readonly Planned[] } | undefined;
  return async (of, now) => {
    if (known?.of.centre !== of.centre || known.of.series !== of.series) {
      if (ofFile?.centre !== of.centre) ofFile = { centre: of.centre, planned: plannedOfFile(of.centre, sha256) };
      known = { of, planned: plannedIn(of.series, ofFile.planned) };
    }
    const { planned } = known;
    for (const [n, { series }] of planned.entries()) {
      occurrencesBetween(series, now, now + COMING_DAYS * DAY_MS);
      if (n % AT_ONCE === AT_ONCE - 1) await setImmediate();
    }
    return planned;
  };
}
