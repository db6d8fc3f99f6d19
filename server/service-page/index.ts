/**
 * A service on a phone. In: the opaque token that its QR carries, and what a browser prefers to read.
 * Out: a page without scripts that says whether it is open, where, when and what to bring; a card
 * for the phone's contacts, and its hours for the phone's calendar. It knows nobody who looks, and of
 * a discreet service tells no more than the screens do [X2].
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { holidaysOf, type HolidayTable } from '../../shared/domain/directory/opening/index.ts';
import holidays from '../../assets/holidays/holidays.json' with { type: 'json' };
import type { ServiceShown } from '../../shared/contract/directory.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import { businessDayOf, type BusinessDay, type Clock } from '../../shared/domain/clock.ts';
import { isOffered, shownService } from '../../shared/domain/directory/listing/index.ts';
import { SERVICE_PATH, serviceUrl } from '../../shared/domain/directory/link.ts';
import { keyOf, namedBy, type LocationRecord, type RecordId, type ServiceRecord } from '../../shared/domain/directory/record.ts';
import { Language } from '../../shared/domain/language.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import { Records } from '../directory/records.ts';
import { addressOf } from '../follow/address.ts';
import { createMisses } from '../follow/misses.ts';
import { preferred } from '../follow/words.ts';
import type { CentreStore } from '../store/store.ts';
import { calendarOf } from './calendar.ts';
import { cardOf } from './card.ts';
import { HEADERS, hoursOf, nothingPage, servicePage, unsurePage } from './page.ts';
import { serviceWords } from './words.ts';

export interface ServicePageParts {
  /** The order as it is folded. */
  readonly owner: { state(): CentreState };
  readonly store: Pick<CentreStore, 'ordering' | 'bytesOf'>;
  readonly clock: Clock;
  readonly publicUrl: string;
}

interface Asked {
  Params: { token: string };
  Querystring: { l?: unknown; vcf?: unknown; ics?: unknown };
}

export function addServicePages(http: FastifyInstance, { owner, store, clock, publicUrl }: ServicePageParts): void {
  const misses = createMisses(clock);
  const records = new Records({ state: () => owner.state(), store });
  http.get<Asked>(`${SERVICE_PATH}:token`, async (request, reply) => {
    const { token } = request.params;
    const words = serviceWords(Language.safeParse(request.query.l).data ?? preferred(request.headers['accept-language'] ?? ''));
    reply.headers(HEADERS).type('text/html; charset=utf-8');
    // [J19] Fenced or still collecting, it may tell of a directory that has changed since.
    if ((await store.ordering()).kind !== 'ordering') return reply.code(503).send(unsurePage(words).toString());
    const { centre } = owner.state();
    const found = records.byToken(token);
    const there = centre && found && (await shownOf(found, centre, { records, now: clock.now(), language: words.language }));
    if (!there) return refuse(reply, misses.waitMs(addressOf(request))).send(nothingPage(words).toString());
    const { service, record, isEndless, isHoliday } = there;
    const url = serviceUrl(publicUrl, token);
    const zone = record.beside.zone ?? centre.zone;
    const calendar = calendarOf(service, {
      isEndless, token, url,
      closures: record.beside.closures ?? [],
      isShut: (day) => record.beside.onHolidays === 'closed' && isHoliday?.(day) === true,
      today: businessDayOf(zone, clock.now()),
      at: clock.now(),
    });
    if (request.query.ics === '1' && calendar !== undefined) {
      return reply.type('text/calendar; charset=utf-8').header('content-disposition', 'attachment; filename="umbral.ics"').send(calendar);
    }
    if (request.query.vcf === '1') {
      return reply.type('text/vcard; charset=utf-8').header('content-disposition', 'attachment; filename="umbral.vcf"').send(cardOf(service, { hours: hoursOf(words, service), url }));
    }
    return reply.send(servicePage(words, { centre: centre.name, zone: centre.zone, languages: centre.languages, service, hasCalendar: calendar !== undefined, at: clock.now() }).toString());
  });
}

interface Showing {
  readonly records: Records;
  readonly now: number;
  readonly language: Language;
}

interface There {
  readonly record: ServiceRecord;
  readonly service: ServiceShown;
  /** No hours of it end or begin on a day. */
  readonly isEndless: boolean;
  readonly isHoliday: ((day: BusinessDay) => boolean) | undefined;
}

async function shownOf(id: RecordId, centre: Centre, { records, now, language }: Showing): Promise<There | undefined> {
  const key = keyOf('service', id);
  const service = (await records.get([key])).get(key);
  if (service?.kind !== 'service' || !isOffered(service)) return undefined;
  const named = [...(await records.get(namedBy(service))).values()];
  const places = named.filter((record): record is LocationRecord => record.kind === 'location');
  const organization = named.find((record) => record.kind === 'organization');
  const code = centre.finding?.holidaysOf;
  const isHoliday = code === undefined ? undefined : holidaysOf(holidays as HolidayTable, code);
  const schedules = [service, ...places, ...(service.hsds.service_at_locations ?? []).map((hsds) => ({ hsds }))].flatMap(({ hsds }) => hsds.schedules ?? []);
  const isEndless = schedules.every(({ valid_from, valid_to, until, count, dtstart }) => count === undefined && [valid_from, valid_to, until, dtstart].every((each) => each === undefined || each === ''));
  return { record: service, isEndless, isHoliday, service: shownService({ service, organization, locations: new Map(places.map((each) => [each.hsds.id, each])) }, { centre, language, now, isHoliday }) };
}

/** Whoever has a paper is never kept waiting for others' tries: only what is no service is counted. */
function refuse(reply: FastifyReply, waitMs: number): FastifyReply {
  return waitMs === 0 ? reply.code(404) : reply.code(429).header('retry-after', Math.ceil(waitMs / 1000));
}
