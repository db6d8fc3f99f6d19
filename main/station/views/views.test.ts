import { describe, expect, it } from 'vitest';
import { foundService } from '../../../tests/fixtures/found.ts';
import { DESK_3, DESK_4, HEALTH, MONDAY_NINE, ORIENTATION, SMALL_CENTRE, inWords, testChance } from '../../../tests/fixtures/world.ts';
import type { Said } from '../../../shared/contract/directory.ts';
import { LEFT_SHOWN, View, type PrinterCondition, type ViewOf, type ViewQuery } from '../../../shared/contract/views.ts';
import { aSeries } from '../../../tests/fixtures/events/series.ts';
import { comingDates, LocalTime, plannedIn, plannedOfFile, type Series } from '../../../shared/domain/events/index.ts';
import { Centre, Letter } from '../../../shared/domain/centre.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { CHAIN_START, sealEntry } from '../../../shared/domain/entries/entry.ts';
import { fold } from '../../../shared/domain/reducers/fold.ts';
import { ENTRY_PAYLOADS, type Happening } from '../../../shared/domain/entries/happenings.ts';
import { AgentId, AppointmentId, BootId, CommandId, DeskId, DeviceId, PriorityId, ServiceId, VisitId } from '../../../shared/domain/ids.ts';
import { EMPTY_STATE, type CentreState } from '../../../shared/domain/reducers/state.ts';
import { errorOf } from '../../../shared/domain/estimate/error.ts';
import { PAST_CALLS_SHOWN } from '../../../shared/contract/explanations.ts';
import { sha256 } from '../journal/digest.ts';
import type { PastCall } from '../journal/index.ts';
import type { WaitsNow } from '../waits/index.ts';
import { viewOf } from './index.ts';

const chance = testChance(21);
const device = DeviceId.parse(chance.id());
const bootId = BootId.parse(chance.id());
const day = businessDayOf('America/Bogota', MONDAY_NINE);
const MINUTE = 60_000;

/** Entries a minute apart, from nine o'clock. */
function after(happenings: readonly Happening[]): CentreState {
  return fold(
    EMPTY_STATE,
    happenings.map(({ type, payload }, i) => {
      const at = MONDAY_NINE + i * MINUTE;
      const { bytes } = sealEntry(sha256, CHAIN_START, { device, epoch: 1, seq: i + 1, type, v: ENTRY_PAYLOADS[type].v, bootId, monotonic: 0, at, businessDay: day, payload });
      return { id: { device, epoch: 1, seq: i + 1 }, bytes, effectiveAt: at, generation: 1 };
    }),
  );
}

const visits = Array.from({ length: 8 }, () => VisitId.parse(chance.id()));
const visit = (n: number): VisitId => visits[n] ?? VisitId.parse('');
const issued = (n: number, service = ORIENTATION): Happening => {
  const letter = SMALL_CENTRE.services.find(({ id }) => id === service)?.letter;
  if (!letter) throw new Error('a service of the small centre');
  return { type: 'ticket.issued', payload: { visit: visit(n), service, label: { letter, number: n + 1 }, language: 'en' } };
};
const called = (n: number, desk = DESK_3): Happening => ({
  type: 'leg.called',
  payload: { visit: visit(n), leg: 1, callNo: 1, desk, basis: { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: 0 } },
});
const step = (type: 'leg.started' | 'leg.finished' | 'leg.noShow', n: number, desk = DESK_3): Happening => ({ type, payload: { visit: visit(n), leg: 1, callNo: 1, desk } });
const configured: Happening = { type: 'centre.configured', payload: { centre: SMALL_CENTRE } };

const NOTHING_SAID: WaitsNow = { ofVisit: () => undefined, forNew: () => undefined, error: errorOf([]).all };

const known = (state: CentreState): Parameters<typeof viewOf>[1] => ({
  state, centre: SMALL_CENTRE, day, now: MONDAY_NINE, link: { kind: 'online' }, printers: [{ name: 'door', confirms: true, condition: 'ready' }], paperOf: () => ({ state: 'unknown', elsewhere: null }), paperTroubles: () => [], waits: NOTHING_SAID,
  latestCalls: () => [], whyCalled: () => ({ kind: 'gone' }), voiced: () => ({}), pageVoice: () => ({ voiced: {}, isReady: true }), isSilent: false, stillWalls: 0, hasReader: false, publicUrl: undefined, hasStreets: false, patience: 1, latestScan: undefined,
  directory: () => ({ kind: 'found', total: 0, services: [] }),
  coming: [],
  activity: () => ({ kind: 'found', total: 0, services: [] }),
  device,
});

type Kind = Exclude<ViewQuery['kind'], 'joining'>;

function show<K extends Kind>(query: Extract<ViewQuery, { kind: K }>, state: CentreState): ViewOf<K> {
  const view = viewOf(query, known(state));
  // Whatever a station sends must be what the contract says; the cast follows the query's own kind.
  return View.parse(view) as ViewOf<K>;
}

describe('the display', () => {
  it('[X3] gets label, desk and time of a call, and nothing else of a visit', () => {
    const state = after([configured, issued(0), called(0)]);
    const { calls } = show({ kind: 'display' }, state);
    expect(calls).toEqual([{ key: expect.any(String), label: { letter: 'A', number: 1 }, deskNumber: 3, at: MONDAY_NINE + 2 * MINUTE }]);
    // The visit's own id opens what became of its paper; a wall has no use for it.
    expect(JSON.stringify(calls)).not.toContain(visit(0));
  });

  it('shows the last five calls, newest first, and none of another day', () => {
    const happenings = [0, 1, 2, 3, 4, 5].flatMap((n) => [issued(n), called(n), step('leg.noShow', n)]);
    const state = after([configured, ...happenings]);
    expect(show({ kind: 'display' }, state).calls.map(({ label }) => label.number)).toEqual([6, 5, 4, 3, 2]);
    const tomorrow = businessDayOf('America/Bogota', MONDAY_NINE + 86_400_000);
    const view = viewOf({ kind: 'display' }, { ...known(state), day: tomorrow });
    expect(view).toMatchObject({ calls: [] });
  });
});

describe('the visitor’s screen', () => {
  it('is led to the directory where there is something to find in it', () => {
    const asks = { isOpen: false, isFree: false, isStepFree: false, audiences: [], spoken: [] };
    const finds = (...sectors: { sector: 'food'; count: number }[]): unknown => viewOf({ kind: 'visitor' }, { ...known(after([configured])), directory: () => ({ kind: 'directory', sectors, asks, terms: [] }) });
    expect([finds(), finds({ sector: 'food', count: 1 })]).toMatchObject([{ finds: { services: false, activities: false } }, { finds: { services: true } }]);
  });

  it('is told of activities that are not over, and of none once all are', () => {
    const activity = { id: 'reading', icon: 'class', name: { es: 'Lectura' }, what: { es: 'Cuentos' }, room: { es: 'Salón 2' }, on: '2026-11-23', from: '10:00', to: '11:00', isFree: true };
    const centre = Centre.parse({ ...SMALL_CENTRE, activities: [activity] });
    const seen = (now: number): unknown[] => {
      const of = { ...known(after([configured])), centre, now, coming: comingDates(plannedOfFile(centre, sha256), now) };
      return [viewOf({ kind: 'offers' }, of), viewOf({ kind: 'visitor' }, of)];
    };
    expect(seen(MONDAY_NINE)).toMatchObject([{ activities: [{ id: 'reading', startsAt: MONDAY_NINE + 60 * MINUTE, endsAt: MONDAY_NINE + 120 * MINUTE }] }, { finds: { activities: true } }]);
    expect(seen(MONDAY_NINE + 120 * MINUTE)).toMatchObject([{ activities: [] }, { finds: { activities: false } }]);
  });

  it('[E8] reads on the wall what of today was called off, and of other days what takes place', () => {
    const off = (day: string): Series => aSeries({ id: day.slice(-1).repeat(26), name: { es: day }, start: LocalTime.parse(`2026-11-${day}T15:00`), isCancelled: true });
    const all = [off('23'), off('24'), aSeries({ start: LocalTime.parse('2026-11-25T15:00') })];
    const planned = plannedIn(new Map(all.map((series) => [series.id, series])), []);
    const { coming } = viewOf({ kind: 'display' }, { ...known(after([configured])), now: MONDAY_NINE, coming: comingDates(planned, MONDAY_NINE) }) as { coming: readonly { name: { es: string }; isCancelled: boolean }[] };
    expect(coming.map(({ name, isCancelled }) => [name.es, isCancelled])).toEqual([['23', true], ['Taller de costura', false]]);
  });

  it('[M1] is shown of the house’s screens where it stands itself, and staff where each does', () => {
    const floor = { id: 'ground', name: { es: 'Planta baja' }, width: 10, height: 8, rooms: [{ id: 'hall', name: { es: 'Sala' }, shape: [[0, 0], [4, 0], [4, 4]] }] };
    const at = { floor: 'ground', x: 1, y: 1 };
    const [own, other, desk] = [{ ...at, id: 'own', icon: 'here', device }, { ...at, id: 'other', icon: 'here', device: DeviceId.parse(chance.id()) }, { ...at, id: 'desk', icon: 'desk', number: 3 }];
    const centre = Centre.parse({ ...SMALL_CENTRE, plan: { floors: [floor], points: [other, own, desk] } });
    const seen = { ...known(after([configured])), centre };
    expect(viewOf({ kind: 'plan' }, seen)).toEqual({ kind: 'plan', floors: [floor], points: [own, desk] });
    expect(viewOf({ kind: 'planPoints' }, seen)).toEqual({ kind: 'planPoints', floors: [floor], points: [other, own, desk], screens: [] });
    expect(viewOf({ kind: 'plan' }, known(after([configured])))).toEqual({ kind: 'plan', floors: [], points: [] });
  });

  it('[X1] gets the services and nothing of the queue or of other people', () => {
    const state = after([configured, issued(0), called(0)]);
    const view = show({ kind: 'visitor' }, state);
    expect(view.services.map(({ id }) => id)).toEqual([ORIENTATION, HEALTH]);
    expect(JSON.stringify(view)).not.toContain(visit(0));
    expect(Object.keys(view).toSorted()).toEqual(['centre', 'finds', 'givesPaper', 'hasReader', 'keepsTimes', 'kind', 'languages', 'notice', 'opinion', 'patience', 'priorities', 'publicUrl', 'services', 'streetsFrom', 'zone']);
  });

  it('[X1] tells whoever has a paper how its turn stands, and of the others no more than how many', () => {
    const stands = (n: number, ...more: Happening[]): unknown => show({ kind: 'turn', visit: visit(n) }, after([configured, issued(0), issued(1), issued(2, HEALTH), ...more])).stands;
    expect([stands(0), stands(1), stands(2)]).toEqual([{ kind: 'waiting', ahead: 0 }, { kind: 'waiting', ahead: 1 }, { kind: 'waiting', ahead: 0 }]);
    expect(stands(1, called(0))).toEqual({ kind: 'waiting', ahead: 0 });
    expect(stands(0, called(0))).toEqual({ kind: 'called', desk: 3 });
    expect(stands(0, called(0), step('leg.started', 0))).toEqual({ kind: 'serving', desk: 3 });
    expect(stands(0, called(0), step('leg.started', 0), step('leg.finished', 0))).toEqual({ kind: 'finished' });
    expect(stands(0, called(0), step('leg.noShow', 0))).toEqual({ kind: 'noShow' });
    expect(stands(7)).toEqual({ kind: 'unknown' });
    const tomorrow = businessDayOf('America/Bogota', MONDAY_NINE + 86_400_000);
    expect(viewOf({ kind: 'turn', visit: visit(0) }, { ...known(after([configured, issued(0)])), day: tomorrow })).toMatchObject({ stands: { kind: 'unknown' } });
  });

  it('is shown what its reader read last, and whether it has one', () => {
    const state = after([configured]);
    expect(show({ kind: 'scan' }, state)).toEqual({ kind: 'scan', latest: null });
    const voiced = { salud: '0123456789abcdef' };
    expect(viewOf({ kind: 'voice', language: 'fr' }, { ...known(state), voiced: (language) => (language === 'fr' ? voiced : {}) })).toEqual({ kind: 'voice', language: 'fr', voiced });
    const latestScan = { id: CommandId.parse('0'.repeat(26)), scan: { kind: 'misread' } } as const;
    expect(viewOf({ kind: 'scan' }, { ...known(state), latestScan })).toEqual({ kind: 'scan', latest: latestScan });
    expect(viewOf({ kind: 'visitor' }, { ...known(state), hasReader: true })).toMatchObject({ hasReader: true });
  });

  it('[V1] hears of a page of the directory the texts of the very view that it is shown, and no others', () => {
    const service = foundService(1, { where: { text: 'Casa azul', language: 'es' } });
    const of = { kind: 'service', service: service.id, language: 'fr' } as const;
    const pageVoice = (texts: readonly Said[]): { voiced: Record<string, string>; isReady: boolean } => ({ voiced: Object.fromEntries(texts.map(({ text }) => [text, '0123456789abcdef'])), isReady: true });
    const directory = (query: object): View => (query === of ? { kind: 'found', total: 1, services: [service] } : { kind: 'service', service: null });
    expect(View.parse(viewOf({ kind: 'pageVoice', of: [of] }, { ...known(after([configured])), directory, pageVoice }))).toEqual({ kind: 'pageVoice', voiced: { 'Servicio 1': '0123456789abcdef', 'Casa azul': '0123456789abcdef' }, isReady: true });
  });

  it('says whether paper may come out: of any of its printers, and of one that says nothing of itself', () => {
    const gives = (...conditions: PrinterCondition[]): unknown =>
      viewOf({ kind: 'visitor' }, { ...known(after([configured])), printers: conditions.map((condition) => ({ name: 'door', confirms: true, condition })) });
    for (const condition of ['ready', 'paperLow', 'unknown'] as const) expect(gives('paperOut', condition)).toMatchObject({ givesPaper: true });
    expect(gives('paperOut', 'unreachable')).toMatchObject({ givesPaper: false });
    expect(gives('silent')).toMatchObject({ givesPaper: false });
  });

  it('[X2] shows the classes that visitors may say of themselves, and no service by a name it keeps to itself', () => {
    const kinds = [true, false].map((byVisitor) => ({ id: PriorityId.parse(byVisitor ? 'older' : 'ill'), icon: 'other', name: inWords('x', 'x'), byVisitor, weight: 2, headStartMin: 0 }) as const);
    const services = SMALL_CENTRE.services.map((service) => (service.id === HEALTH ? { ...service, discreet: inWords('Otro', 'Other') } : service));
    const view = viewOf({ kind: 'visitor' }, { ...known(after([configured])), centre: { ...SMALL_CENTRE, services, priorities: kinds } });
    expect(view).toMatchObject({ priorities: [{ id: 'older', icon: 'other', name: inWords('x', 'x') }], services: [{ name: { es: 'Orientación y rutas' } }, { name: inWords('Otro', 'Other') }] });
  });
});

describe('a service on the visitor’s screen', () => {
  const kept = { ...SMALL_CENTRE, keepsHours: true, services: SMALL_CENTRE.services.map((each) => (each.id === HEALTH ? { ...each, limits: { daily: 1 } } : each)) };
  const turns = (state: CentreState, centre: Centre, now: number): unknown => {
    const view = viewOf({ kind: 'visitor' }, { ...known(state), centre, now });
    return view.kind === 'visitor' && view.services.map((service) => service.turns);
  };
  const HOUR = 60 * MINUTE;
  const tomorrowAtEight = MONDAY_NINE + 23 * HOUR;

  it('[Q8] stays there and says that it gives no turn, and when it does again', () => {
    const state = after([configured, issued(0, HEALTH)]);
    expect(turns(state, kept, MONDAY_NINE)).toEqual([{ kind: 'open', until: MONDAY_NINE + 7 * HOUR }, { kind: 'full', opensAt: tomorrowAtEight }]);
    expect(turns(after([configured]), kept, MONDAY_NINE + 7 * HOUR)).toEqual(Array(2).fill({ kind: 'closed', opensAt: tomorrowAtEight }));
  });

  it('[Q8] gives turns at any time where the centre does not keep hours', () => {
    expect(turns(after([configured]), SMALL_CENTRE, MONDAY_NINE + 12 * HOUR)).toEqual(Array(2).fill({ kind: 'open', until: null }));
  });
});

describe('what is said of waits', () => {
  const said: WaitsNow = {
    ofVisit: (id) => (id === visit(0) ? { kind: 'between', fromMin: 5, toMin: 15 } : undefined),
    forNew: (service, language) => (service === HEALTH && language === 'en' ? { kind: 'under', minutes: 5 } : undefined),
    error: { tickets: 8, spokenFor: 0.75, medianMin: 2.4, p90Min: 6.6, coverage: 0.8333, widthMin: 10 },
  };
  const shownWith = (state: CentreState, query: Exclude<ViewQuery, { kind: 'joining' }>, now = MONDAY_NINE, centre = SMALL_CENTRE): View => View.parse(viewOf(query, { ...known(state), waits: said, now, centre }));

  it('[Q5] [X2] hangs on the wall by letters: services that share one are one range, and of one that nothing is known of there is none', () => {
    const [first, second] = SMALL_CENTRE.services;
    if (!first || !second) throw new Error('the centre has two services');
    const waits: WaitsNow = { ...said, forNew: (service) => (service === first.id ? { kind: 'under', minutes: 5 } : service === second.id ? { kind: 'between', fromMin: 10, toMin: 25 } : undefined) };
    const wall = (centre: Centre, now = MONDAY_NINE): unknown => (View.parse(viewOf({ kind: 'display' }, { ...known(after([configured])), waits, centre, now })) as ViewOf<'display'>).waits;
    expect(wall(SMALL_CENTRE)).toEqual([{ letter: first.letter, wait: { kind: 'under', minutes: 5 } }, { letter: second.letter, wait: { kind: 'between', fromMin: 10, toMin: 25 } }]);
    const shared = { ...SMALL_CENTRE, services: [first, { ...second, letter: first.letter }] };
    expect(wall(shared)).toEqual([{ letter: first.letter, wait: { kind: 'between', fromMin: 0, toMin: 25 } }]);
    const third = { ...second, id: ServiceId.parse('third'), letter: first.letter };
    expect(wall({ ...shared, services: [...shared.services, third] })).toEqual([]);
    // A service that gives no turn has no wait for a new one.
    expect(wall({ ...SMALL_CENTRE, keepsHours: true }, MONDAY_NINE + 12 * 60 * MINUTE)).toEqual([]);
  });

  it('[Q5] stands with each service, language by language, with each ticket, and with each who waits; nothing where nothing is known', () => {
    const state = after([configured, issued(0), issued(1)]);
    expect(shownWith(state, { kind: 'visitor' })).toMatchObject({ services: [{ wait: {} }, { wait: { en: { kind: 'under', minutes: 5 } } }] });
    expect(shownWith(state, { kind: 'paper', visit: visit(0) })).toMatchObject({ wait: { kind: 'between', fromMin: 5, toMin: 15 } });
    expect(shownWith(state, { kind: 'paper', visit: visit(1) })).toMatchObject({ wait: null });
    expect(shownWith(state, { kind: 'staff', desk: DESK_3 })).toMatchObject({ waiting: [{ wait: { kind: 'between', fromMin: 5, toMin: 15 } }, { wait: null }] });
  });

  it('[Q5] is not said of a service that gives no turn now', () => {
    const kept = { ...SMALL_CENTRE, keepsHours: true };
    expect(shownWith(after([configured]), { kind: 'visitor' }, MONDAY_NINE + 12 * 60 * MINUTE, kept)).toMatchObject({ services: [{ wait: {} }, { wait: {} }] });
  });

  it('[Q5] is held against what came, in whole minutes, for as many as were told anything', () => {
    const view = shownWith(after([configured]), { kind: 'staff', desk: DESK_3 });
    expect(view).toMatchObject({ today: { said: { tickets: 6, medianMin: 2, p90Min: 7, withinPercent: 83 } } });
  });
});

describe('why', () => {
  const three = after([configured, issued(0), issued(1), issued(2, HEALTH)]);
  const label = (n: number, letter = 'A'): object => ({ visit: visit(n), label: { letter, number: n + 1 } });

  it('[Q3] somebody is next at a desk, and why somebody else is not, with the number of all who are named', () => {
    const why = (desk: DeskId, of: VisitId | null): unknown => show({ kind: 'explain', desk, visit: of }, three);
    const next = { kind: 'explain', desk: DESK_3, said: { kind: 'next', visit: visit(0), reasons: [{ kind: 'cameFirst', among: 3 }], passedOver: [] }, labels: [label(0)] };
    expect(why(DESK_3, null)).toMatchObject({ ...next, visit: null });
    expect(why(DESK_3, visit(0))).toMatchObject({ ...next, visit: visit(0) });
    expect(why(DESK_3, visit(1))).toMatchObject({ said: { kind: 'notNext', place: 2, next: visit(0) }, labels: [label(1), label(0)] });
    expect(why(DESK_4, visit(1))).toMatchObject({ said: { kind: 'notHere', why: { kind: 'otherService' } } });
    expect(why(DeskId.parse('desk-9'), null)).toMatchObject({ said: null, labels: [] });
  });

  it('[Q3] a call of today was made: those that the journal has, by number and service, and what is known of one', () => {
    const call = { device, epoch: 1, seq: 9 };
    const past = (of: VisitId, chosen?: true): PastCall => ({ id: call, isAgain: false, payload: { visit: of, leg: 1, callNo: 1, desk: DESK_3, basis: { head: 0, pendingSeq: 0, policy: 'firstCome', policyVersion: 1, now: MONDAY_NINE, ...(chosen ? { chosen } : {}) } } });
    const asked: unknown[] = [];
    const latestCalls = (...args: unknown[]): PastCall[] => {
      asked.push(args);
      return [past(visit(2), true), past(visit(0)), past(visit(7))];
    };
    const view = View.parse(viewOf({ kind: 'pastCalls', desk: DESK_3 }, { ...known(three), latestCalls }));
    expect(asked).toEqual([[DESK_3, day, PAST_CALLS_SHOWN]]);
    expect(view).toMatchObject({ kind: 'pastCalls', desk: DESK_3, calls: [
      { call, label: { letter: 'C', number: 3 }, service: HEALTH, at: MONDAY_NINE, chosen: true },
      { call, label: { letter: 'A', number: 1 }, service: ORIENTATION, at: MONDAY_NINE, chosen: false },
    ] });
    expect(show({ kind: 'pastCall', call }, three)).toEqual({ kind: 'pastCall', call, said: { kind: 'gone' } });
  });
});

describe('the staff window', () => {
  it('says what time somebody had booked, and who needs an interpreter at this desk', () => {
    const centre: Centre = Centre.parse({ ...SMALL_CENTRE, desks: SMALL_CENTRE.desks.map((each) => ({ ...each, services: [ORIENTATION, HEALTH], ...(each.id === DESK_3 ? { languages: ['es'] } : {}) })), interpreters: [{ id: 'kim', languages: ['en'] }] });
    const booked: Happening = { type: 'ticket.issued', payload: { visit: visit(1), service: ORIENTATION, label: { letter: Letter.parse('A'), number: 2 }, language: 'es', appointment: { id: AppointmentId.parse('a'.repeat(26)), at: MONDAY_NINE + 5 * MINUTE } } };
    const state = after([{ type: 'centre.configured', payload: { centre } }, issued(0), booked]);
    const at = (desk: DeskId): unknown => (View.parse(viewOf({ kind: 'staff', desk }, { ...known(state), centre })) as ViewOf<'staff'>).waiting.map(({ interpreter, bookedAt }) => [interpreter, bookedAt]);
    expect(at(DESK_3)).toEqual([[true, null], [false, MONDAY_NINE + 5 * MINUTE]]);
    expect(at(DESK_4)).toEqual([[false, null], [false, MONDAY_NINE + 5 * MINUTE]]);
  });

  it('lists who waits for this desk in calling order, and who stands there', () => {
    const state = after([configured, issued(0), issued(1, HEALTH), issued(2), called(0)]);
    const third = show({ kind: 'staff', desk: DESK_3 }, state);
    expect(third.now).toMatchObject({ kind: 'called', visit: visit(0), calledAt: MONDAY_NINE + 4 * MINUTE });
    expect(third.waiting.map((one) => one.visit)).toEqual([visit(1), visit(2)]);
    const fourth = show({ kind: 'staff', desk: DESK_4 }, state);
    expect(fourth.now).toEqual({ kind: 'free' });
    expect(fourth.waiting.map((one) => one.visit)).toEqual([visit(1)]);
    expect(fourth.desks).toEqual([
      { id: DESK_3, number: 3, now: 'called', label: { letter: 'A', number: 1 }, open: null },
      { id: DESK_4, number: 4, now: 'free', label: null, open: null },
    ]);
    expect(fourth.waitingByService).toEqual([{ service: ORIENTATION, count: 1 }, { service: HEALTH, count: 1 }]);
  });

  it('counts the day: the wait is from entering to the call', () => {
    const state = after([configured, issued(0), issued(1), called(0), step('leg.started', 0), step('leg.finished', 0), called(1), step('leg.noShow', 1)]);
    expect(show({ kind: 'staff', desk: DESK_3 }, state).today).toEqual({ issued: 2, finished: 1, noShow: 1, medianWaitMs: 3 * MINUTE, said: null });
    expect(show({ kind: 'staff', desk: DESK_3 }, after([configured])).today).toEqual({ issued: 0, finished: 0, noShow: 0, medianWaitMs: null, said: null });
  });

  it('[Q1] shows who is parked, those due first; who left, the latest first; and what staff know of each', () => {
    const served = (n: number): Happening[] => [issued(n), called(n), step('leg.started', n)];
    const parkedFor = (n: number, until: number | null): Happening => ({ type: 'leg.parked', payload: { visit: visit(n), leg: 1, callNo: 1, desk: DESK_3, reason: 'form', until } });
    const older = PriorityId.parse('older');
    const state = after([
      configured,
      ...served(0), parkedFor(0, null),
      ...served(1), parkedFor(1, MONDAY_NINE + 30 * MINUTE),
      ...served(2), parkedFor(2, MONDAY_NINE + 20 * MINUTE),
      issued(3), called(3), step('leg.noShow', 3),
      issued(4), { type: 'leg.cancelled', payload: { visit: visit(4), leg: 1, by: 'visitor' } },
      issued(5, HEALTH), { type: 'visit.marked', payload: { visit: visit(5), priority: older } }, { type: 'visit.planned', payload: { visit: visit(5), planned: [ORIENTATION] } },
    ]);
    const at = (now: number): ViewOf<'staff'> => View.parse(viewOf({ kind: 'staff', desk: DESK_4 }, { ...known(state), now })) as ViewOf<'staff'>;
    const view = at(MONDAY_NINE + 20 * MINUTE);
    expect(view.parked.map((each) => [each.visit, each.due])).toEqual([[visit(2), true], [visit(1), false], [visit(0), false]]);
    expect(at(MONDAY_NINE + 20 * MINUTE - 1).parked.map(({ due }) => due)).toEqual([false, false, false]);
    expect(view.parked[0]).toMatchObject({ desk: DESK_3, reason: 'form', parkedAt: MONDAY_NINE + 12 * MINUTE, until: MONDAY_NINE + 20 * MINUTE, calls: 1 });
    expect(view.left.map((each) => [each.visit, each.why])).toEqual([[visit(4), 'visitor'], [visit(3), 'noShow']]);
    expect(view.waiting).toMatchObject([{ visit: visit(5), priority: older, planned: [ORIENTATION], calls: 0 }]);
    const tomorrow = viewOf({ kind: 'staff', desk: DESK_4 }, { ...known(state), day: businessDayOf('America/Bogota', MONDAY_NINE + 86_400_000) });
    expect(tomorrow).toMatchObject({ parked: [], left: [] });
  });

  it('[Q1] shows who left, and no more than a person can look through', () => {
    const many = Array.from({ length: LEFT_SHOWN + 1 }, (_, n) => VisitId.parse(String(n).padStart(26, '0')));
    const state = after([
      configured,
      ...many.flatMap((of, n): Happening[] => [
        { type: 'ticket.issued', payload: { visit: of, service: HEALTH, label: { letter: Letter.parse('C'), number: n + 1 }, language: 'es' } },
        { type: 'leg.cancelled', payload: { visit: of, leg: 1, by: 'staff' } },
      ]),
    ]);
    expect(show({ kind: 'staff', desk: DESK_3 }, state).left.map((each) => each.visit)).toEqual(many.toReversed().slice(0, LEFT_SHOWN));
  });

  it('[Q1] shows who works where, whether a visitor may be let go, and what may be taken back', () => {
    const ana = AgentId.parse('ana');
    const centre = { ...SMALL_CENTRE, callsBeforeNoShow: 2, agents: [{ id: ana, name: 'Ana' }], priorities: [{ id: PriorityId.parse('older'), icon: 'older', name: inWords('Mayores', 'Older'), byVisitor: true, weight: 2, headStartMin: 0 }] } as const;
    const opened: Happening[] = [{ type: 'centre.configured', payload: { centre: Centre.parse(centre) } }, { type: 'desk.opened', payload: { desk: DESK_3, agent: ana } }, issued(0), called(0)];
    const at = (...more: Happening[]): ViewOf<'staff'> => {
      const state = after([...opened, ...more]);
      return View.parse(viewOf({ kind: 'staff', desk: DESK_3 }, { ...known(state), centre: Centre.parse(centre) })) as ViewOf<'staff'>;
    };
    const label = { letter: 'A', number: 1 };
    expect(at()).toMatchObject({
      agents: [{ id: ana, name: 'Ana' }],
      priorities: [{ id: 'older', icon: 'older', name: { es: 'Mayores' } }],
      now: { kind: 'called', mayLetGo: false, calls: 1 },
      undo: { act: 'leg.called', visit: visit(0), label },
      desks: [{ id: DESK_3, open: { agent: ana, openedAt: MONDAY_NINE + MINUTE, pause: null, isClosing: false } }, { id: DESK_4, open: null }],
    });
    const recalled: Happening = { type: 'leg.recalled', payload: { visit: visit(0), leg: 1, callNo: 2, desk: DESK_3 } };
    expect(at(recalled).now).toMatchObject({ mayLetGo: true, calls: 2 });
    expect(at(step('leg.started', 0)).undo).toMatchObject({ act: 'leg.started' });
    expect(at(step('leg.started', 0), step('leg.finished', 0)).undo).toEqual({ act: 'leg.finished', visit: visit(0), label });
    const paused = at(step('leg.noShow', 0), { type: 'desk.paused', payload: { desk: DESK_3, until: 9 } });
    expect(paused.desks[0]?.open).toMatchObject({ pause: { since: MONDAY_NINE + 5 * MINUTE, until: 9 } });
    expect(at({ type: 'desk.closing', payload: { desk: DESK_3 } }).desks[0]?.open?.isClosing).toBe(true);
    expect(show({ kind: 'staff', desk: DESK_4 }, after([configured]))).toMatchObject({ undo: null, agents: [], priorities: [] });
  });

  it('says that a desk is none of the centre’s, and which there are', () => {
    const view = show({ kind: 'staff', desk: DeskId.parse('desk-9') }, after([configured]));
    expect(view.desk).toBeNull();
    expect(view.desks).toHaveLength(2);
  });

  it('[C2] tells a desk at once that another had called that ticket, until it calls its next', () => {
    const begun = [configured, issued(0), issued(1), called(0)];
    const lost = { label: { letter: 'A', number: 1 }, by: 3 };
    const lostBy4 = (...more: Happening[]): unknown => show({ kind: 'staff', desk: DESK_4 }, after([...begun, ...more])).lostCall;
    expect(lostBy4()).toBeNull();
    expect(lostBy4(called(0, DESK_4))).toEqual(lost);
    expect(show({ kind: 'staff', desk: DESK_3 }, after([...begun, called(0, DESK_4)])).lostCall).toBeNull();
    // What it did with that person stays on record, and is no reason to stop saying it.
    expect(lostBy4(called(0, DESK_4), step('leg.started', 0, DESK_4))).toEqual(lost);
    expect(lostBy4(called(0, DESK_4), called(1, DESK_4))).toBeNull();
    expect(lostBy4(called(0, DESK_4), called(1, DESK_4), step('leg.noShow', 1, DESK_4))).toBeNull();
    // A desk that was taken out of the centre can't be named.
    const without3 = { ...SMALL_CENTRE, desks: SMALL_CENTRE.desks.filter(({ id }) => id !== DESK_3) };
    const view = viewOf({ kind: 'staff', desk: DESK_4 }, { ...known(after([...begun, called(0, DESK_4)])), centre: without3 });
    expect(view).toMatchObject({ lostCall: { ...lost, by: null } });
  });

  it('[J11] lists a number that two people hold, as long as one of them is here', () => {
    const again = (n: number, number: number): Happening => {
      const happening = issued(n);
      if (happening.type !== 'ticket.issued') throw new Error('a ticket');
      return { ...happening, payload: { ...happening.payload, label: { ...happening.payload.label, number } } };
    };
    const over = (n: number): Happening[] => [called(n), step('leg.noShow', n)];
    const sharedAfter = (...more: Happening[]): unknown => show({ kind: 'staff', desk: DESK_3 }, after([configured, issued(0), issued(1), again(2, 1), ...more])).sharedLabels;
    const one = { label: { letter: 'A', number: 1 } };
    expect(sharedAfter()).toEqual([{ ...one, holders: 2 }]);
    expect(sharedAfter(again(3, 1))).toEqual([{ ...one, holders: 3 }]);
    expect(sharedAfter(...over(0))).toEqual([{ ...one, holders: 2 }]);
    expect(sharedAfter(...over(0), ...over(2))).toEqual([]);
    const tomorrow = businessDayOf('America/Bogota', MONDAY_NINE + 86_400_000);
    expect(viewOf({ kind: 'staff', desk: DESK_3 }, { ...known(after([configured, issued(0), again(2, 1)])), day: tomorrow })).toMatchObject({ sharedLabels: [] });
  });

  it('[P2] is told of a printer that confirms nothing', () => {
    const printer = { name: '192.0.2.10:9100', confirms: false, condition: 'unknown' } as const;
    expect(viewOf({ kind: 'staff', desk: DESK_3 }, { ...known(after([configured])), printers: [printer] })).toMatchObject({ printers: [printer] });
  });

  it('alone asks what became of papers: the disk is not read for any other screen', () => {
    let asked = 0;
    const counting = { ...known(after([configured])), paperTroubles: () => { asked += 1; return []; } };
    viewOf({ kind: 'visitor' }, counting);
    viewOf({ kind: 'display' }, counting);
    viewOf({ kind: 'paper', visit: visit(0) }, counting);
    expect(asked).toBe(0);
    viewOf({ kind: 'staff', desk: DESK_3 }, counting);
    expect(asked).toBe(1);
  });
});
