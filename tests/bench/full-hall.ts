/** A busy centre's hall: 2,000 who wait, 30 desks, 40 services, and four weeks of days before. For whoever measures what is said of waits there. */
import type { Centre } from '../../shared/domain/centre.ts';
import { businessDayOf, type BusinessDay, type EpochMs } from '../../shared/domain/clock.ts';
import { learnDay, NOTHING_LEARNED, type Learned } from '../../shared/domain/estimate/index.ts';
import { DeskId, DeviceId, PriorityId, ServiceId, VisitId } from '../../shared/domain/ids.ts';
import { EMPTY_STATE, type CentreState, type Visit } from '../../shared/domain/reducers/state.ts';
import { Visits } from '../../shared/domain/reducers/visits.ts';
import { MONDAY_NINE, SMALL_CENTRE, inWords, testChance } from '../fixtures/world.ts';

export const WAITING = 2000;
export const DESKS = 30;
export const SERVICES = 40;
/** Of each desk; every service is some desk's, most of them several desks'. */
const SERVED_THERE = 6;
const MINUTE_MS = 60_000;

/** A morning on which many came and few were served, after four weeks of learning. */
export function fullHall(): { state: CentreState; learned: Learned; day: BusinessDay; now: EpochMs } {
  const chance = testChance(9);
  const [template] = SMALL_CENTRE.services;
  if (!template) throw new Error('the small centre has services');
  const services = Array.from({ length: SERVICES }, (_, n) => ({ ...template, id: ServiceId.parse(`s-${n}`) }));
  const idOf = (n: number): ServiceId => ServiceId.parse(`s-${n % SERVICES}`);
  const desks = Array.from({ length: DESKS }, (_, n) => ({
    id: DeskId.parse(`d-${n}`),
    number: n + 1,
    services: Array.from({ length: SERVED_THERE }, (_each, k) => idOf(n * 7 + k * 11)),
    later: [{ afterMin: 20, services: [idOf(n * 3)] }],
    ...(n % 3 === 0 ? { languages: ['es' as const] } : n % 3 === 1 ? { languages: ['en' as const] } : {}),
  }));
  const priorities: NonNullable<Centre['priorities']> = ['older', 'pregnant', 'disability'].map((id, n) => ({
    id: PriorityId.parse(id), icon: 'older', name: inWords(id), byVisitor: true, weight: 1.5 + n / 2, headStartMin: 5 * n,
  }));
  // More services than a page of the visitor's screen holds: not read from a file.
  const centre: Centre = { ...SMALL_CENTRE, services, desks, priorities, policy: { kind: 'accumulating' } };
  const device = DeviceId.parse(chance.id());
  const now = MONDAY_NINE + 120 * MINUTE_MS;
  const visitOf = (seq: number, at: number, ofDay: Visit['day']): Visit => {
    const priority = chance.fraction() < 0.2 ? priorities[Math.floor(chance.fraction() * priorities.length)]?.id : undefined;
    return {
      id: VisitId.parse(chance.id()), day: ofDay, label: { letter: template.letter, number: (seq % 9000) + 1 }, language: chance.fraction() < 0.7 ? 'es' : 'en', duplicates: [],
      ...(priority ? { priority } : {}),
      ...(chance.fraction() < 0.1 ? { planned: [idOf(Math.floor(chance.fraction() * SERVICES))] } : {}),
      leg: { no: 1, service: idOf(Math.floor(chance.fraction() * SERVICES)), enteredAt: at, enteredBy: { device, epoch: 1, seq }, kind: 'waiting' },
    };
  };
  const servedAt = (visit: Visit, n: number, at: number): Visit => ({
    ...visit,
    leg: { ...visit.leg, kind: 'finished', desk: desks[n % DESKS]?.id ?? DeskId.parse('d-0'), callNo: 1, calledAt: at, startedAt: at + MINUTE_MS, finishedAt: at + MINUTE_MS * (1 + 6 * chance.fraction()) },
  });
  let learned = NOTHING_LEARNED;
  for (let ago = 28; ago > 0; ago -= 1) {
    const day = businessDayOf(centre.zone, now - ago * 86_400_000);
    const ofDay = Array.from({ length: 300 }, (_, n) => servedAt(visitOf(n + 1, now - ago * 86_400_000, day), n, now - ago * 86_400_000 + Math.floor(n / DESKS) * 8 * MINUTE_MS));
    learned = learnDay(learned, centre, day, ofDay);
  }
  const day = businessDayOf(centre.zone, now);
  const waiting = Array.from({ length: WAITING }, (_, n) => visitOf(n + 1, now - (WAITING - n) * 3000, day));
  const served = Array.from({ length: 300 }, (_, n) => servedAt(visitOf(WAITING + n + 1, MONDAY_NINE, day), n, MONDAY_NINE + Math.floor(n / DESKS) * 8 * MINUTE_MS));
  return { state: { ...EMPTY_STATE, centre, visits: Visits.of([...served, ...waiting]) }, learned, day, now };
}
