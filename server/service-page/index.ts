/**
 * A service on a phone. In: the opaque token that its QR carries, and what a browser prefers to read.
 * Out: a page without scripts that says whether it is open, where, when and what to bring; a card
 * for the phone's contacts, and its hours for the phone's calendar. It knows nobody who looks, and of
 * a discreet service tells no more than the screens do [X2].
 */
import type { FastifyInstance, FastifyReply } from 'fastify';
import { holidaysOf, hoursOf as hoursOfPlace, type HolidayTable, type Hours, type Moment } from '../../shared/domain/directory/opening/index.ts';
import holidays from '../../assets/holidays/holidays.json' with { type: 'json' };
import type { ServiceShown } from '../../shared/contract/directory.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import type { Clock } from '../../shared/domain/clock.ts';
import { isOffered, shownService } from '../../shared/domain/directory/listing/index.ts';
import { SERVICE_PATH, serviceUrl } from '../../shared/domain/directory/link.ts';
import { keyOf, namedBy, type HsdsServiceAtLocation, type RecordId, type ServiceRecord } from '../../shared/domain/directory/record.ts';
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
    const { service, hours, isHoliday } = there;
    const url = serviceUrl(publicUrl, token);
    const calendar = hours && calendarOf(service, { hours, isHoliday, at: clock.now(), token, url });
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
  readonly service: ServiceShown;
  /** Of the first place it shows; undefined while it is closed for a time, whatever its hours are else. */
  readonly hours: Hours | undefined;
  readonly isHoliday: Moment['isHoliday'];
}

async function shownOf(id: RecordId, centre: Centre, { records, now, language }: Showing): Promise<There | undefined> {
  const key = keyOf('service', id);
  const service = (await records.get([key])).get(key);
  if (service?.kind !== 'service' || !isOffered(service)) return undefined;
  const named = [...(await records.get(namedBy(service))).values()];
  const locations = new Map(named.flatMap((record) => (record.kind === 'location' ? [[record.hsds.id, record] as const] : [])));
  const organization = named.find((record) => record.kind === 'organization');
  const code = centre.finding?.holidaysOf;
  const isHoliday = code === undefined ? undefined : holidaysOf(holidays as HolidayTable, code);
  const show = (of: ServiceRecord): ServiceShown => shownService({ service: of, organization, locations }, { centre, language, now, isHoliday });
  // The page shows its nearest place first: each is asked by itself how far it is.
  const distanceOf = (at: HsdsServiceAtLocation): number => show({ ...service, hsds: { ...service.hsds, service_at_locations: [at] } }).places[0]?.distance ?? Infinity;
  const [nearest] = (service.hsds.service_at_locations ?? []).map((at) => ({ at, distance: distanceOf(at) })).toSorted((a, b) => a.distance - b.distance);
  const hours = service.hsds.status === 'active' ? hoursOfPlace(service, centre.zone, nearest?.at, locations.get(nearest?.at.location_id ?? '')) : undefined;
  return { service: show(service), hours, isHoliday };
}

/** Whoever has a paper is never kept waiting for others' tries: only what is no service is counted. */
function refuse(reply: FastifyReply, waitMs: number): FastifyReply {
  return waitMs === 0 ? reply.code(404) : reply.code(429).header('retry-after', Math.ceil(waitMs / 1000));
}
