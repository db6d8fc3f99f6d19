/** `next`: whom a desk calls, out of a state with 2,000 who wait and as many who are through, under every policy. */
import { Letter, type Centre, type Desk, type Policy, type Service } from '../../../shared/domain/centre.ts';
import { businessDayOf, type EpochMs } from '../../../shared/domain/clock.ts';
import { AppointmentId, DeskId, DeviceId, InterpreterId, ServiceId, VisitId, type PriorityId } from '../../../shared/domain/ids.ts';
import { LEGAL_PRIORITIES } from '../../../shared/domain/priorities.ts';
import { nextFor } from '../../../shared/domain/scheduling/queue.ts';
import { EMPTY_STATE, type CentreState, type LegStep, type Visit } from '../../../shared/domain/reducers/state.ts';
import { Visits } from '../../../shared/domain/reducers/visits.ts';
import { MONDAY_NINE, SMALL_CENTRE, testChance } from '../../fixtures/world.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const WAITING = 2000;
const DESKS = 30;
const SERVICES = 40;
/** About as many as are with somebody at a time. */
const INTERPRETERS = 5;
const ROUNDS = 40;
const WARM_UP = 4;
const LIMIT_MS = 1;

const MINUTE = 60_000;
const NOW = MONDAY_NINE + 120 * MINUTE;
const day = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const chance = testChance(1);
const device = DeviceId.parse(chance.id());
const letter = Letter.parse('A');

/** More services than a centre's file may name today: made here, unread. */
function wideCentre(policy: Policy): Centre {
  const [first] = SMALL_CENTRE.services;
  if (!first) throw new Error('the small centre has no service');
  const services = Array.from({ length: SERVICES }, (_, n): Service => ({ ...first, id: ServiceId.parse(`service-${n}`) }));
  const of = (from: number, count: number): ServiceId[] => Array.from({ length: count }, (_, n) => ServiceId.parse(`service-${(from + n) % SERVICES}`));
  const desks = Array.from({ length: DESKS }, (_, n): Desk => ({
    id: DeskId.parse(`desk-${n}`),
    number: n + 1,
    // The first serves everything; others a part, and a part for who has waited.
    services: n === 0 ? services.map(({ id }) => id) : of(n, 12),
    later: [{ afterMin: 30, services: of(n + 12, 8) }],
    languages: n % 3 === 0 ? ['es', 'en'] : ['es'],
  }));
  const interpreters = Array.from({ length: INTERPRETERS }, (_, n) => ({ id: InterpreterId.parse(`interpreter-${n}`), languages: n % 2 === 0 ? ['en' as const] : ['es' as const, 'en' as const] }));
  return { ...SMALL_CENTRE, services, desks, policy, interpreters, priorities: [...LEGAL_PRIORITIES] };
}

function someVisit(seq: number, centre: Centre): Visit {
  const { fraction, id } = chance;
  const enteredAt = MONDAY_NINE + Math.floor(fraction() * 120 * MINUTE);
  const service = centre.services[Math.floor(fraction() * SERVICES)]?.id;
  const priority: PriorityId | undefined = LEGAL_PRIORITIES[Math.floor(fraction() * 16)]?.id;
  const desk = centre.desks[Math.floor(fraction() * DESKS)]?.id;
  if (!service || !desk) throw new RangeError('no such service or desk');
  const isWaiting = seq % 2 === 0;
  // One in forty stands at a booked time, half of them at one that has not come.
  const bookedAt = isWaiting && fraction() < 0.025 ? NOW + Math.floor((fraction() - 0.5) * 60 * MINUTE) : undefined;
  const entered = { no: 1, service, enteredAt, enteredBy: { device, epoch: 1, seq }, ...(fraction() < 0.02 ? { onlyAt: desk } : {}), ...(bookedAt === undefined ? {} : { queuedAt: bookedAt }) };
  const step = isWaiting ? ({ kind: 'waiting' } as const) : stepAtDesk(desk, enteredAt, seq < 2 * DESKS);
  return {
    id: VisitId.parse(id()),
    day,
    label: { letter, number: seq },
    language: fraction() < 0.2 ? 'en' : 'es',
    ...(bookedAt === undefined ? {} : { booked: { appointment: AppointmentId.parse(id()), at: bookedAt } }),
    leg: { ...entered, ...step },
    duplicates: [],
    ...(priority ? { priority } : {}),
  };
}

function stepAtDesk(desk: DeskId, at: EpochMs, isThere: boolean): LegStep {
  const called = { desk, callNo: 1, calledAt: at, startedAt: at };
  return isThere ? { kind: 'serving', ...called } : { kind: 'finished', ...called, finishedAt: at + MINUTE };
}

function busyState(policy: Policy): CentreState {
  const centre = wideCentre(policy);
  const visits = Visits.of(Array.from({ length: 2 * WAITING }, (_, n) => someVisit(n + 1, centre)));
  const turns = new Map(centre.desks.map(({ id }, n) => [id, { day, preferential: Array.from({ length: n }, (_, back) => back % 3 !== 0) }]));
  return { ...EMPTY_STATE, centre, visits, turns };
}

const POLICIES: readonly Policy[] = [{ kind: 'firstCome' }, { kind: 'strict', cap: 3 }, { kind: 'ratio', preferential: 2, general: 1 }, { kind: 'accumulating', cap: 3 }];

export function measureNext(): Row {
  const nobody: ReadonlySet<VisitId> = new Set();
  const taken: number[] = [];
  const states = POLICIES.map(busyState);
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const state of states) {
      for (const desk of state.centre?.desks ?? []) {
        const watch = stopwatch();
        const next = nextFor(state, day, desk, nobody, NOW);
        const took = watch();
        if (!next) throw new Error('nobody is next, with two thousand waiting');
        if (round >= WARM_UP) taken.push(took);
      }
    }
  }
  const value = percentile(taken, 0.99);
  return {
    row: 'next', p50: rounded(percentile(taken, 0.5)), p99: rounded(value), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS,
    note: `${WAITING} waiting and as many through, ${DESKS} desks, ${INTERPRETERS} interpreters, ${SERVICES} services, ${POLICIES.length} policies, ${taken.length} calls, p99`,
  };
}
