import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { aSeries } from '../../tests/fixtures/events/series.ts';
import { inWords, SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { PAST_CALLS_SHOWN } from './explanations.ts';
import { SHARED_SHOWN, View, ViewQuery } from './views.ts';

const [service] = SMALL_CENTRE.services;
const house = { centre: 'Centro', zone: 'America/Bogota', languages: ['es'], notice: null };
const entry = { device: '0'.repeat(26), epoch: 1, seq: 1 };
const label = { letter: 'A', number: 7 };
const visit = '0'.repeat(26);
const shown = { visit, label, service: 'health', language: 'es', enteredAt: 1, priority: 'older', planned: ['health'], calls: 1, bookedAt: 1, interpreter: true };
const call = { key: 'k', label, deskNumber: 3, at: 1 };
const trouble = { paper: 1, kind: 'ticket', title: 'A 007', state: 'refused', at: 1, why: 'paperOut', printer: null };
const priority = { id: 'older', icon: 'older', name: inWords('Mayores', 'Older') };
const many = <T>(length: number, of: T): T[] => Array.from({ length }, () => of);

const staff = {
  kind: 'staff', ...house,
  desks: [{ id: 'desk-3', number: 3, now: 'called', label, open: { agent: 'ana', openedAt: 1, pause: { since: 1, until: 2 }, isClosing: true } }, { id: 'desk-4', number: 4, now: 'free', label: null, open: null }],
  agents: [{ id: 'ana', name: 'Ana' }],
  priorities: [priority],
  services: [{ id: 'health', letter: 'C', name: service?.name }],
  takesAppointments: true,
  desk: { id: 'desk-3', number: 3, services: ['health'] },
  now: { kind: 'serving', ...shown, calledAt: 2, startedAt: 3 },
  undo: { act: 'leg.called', visit, label },
  lostCall: { label, by: 4 },
  helps: [{ help: visit, place: null, language: 'ht', at: 1 }],
  sharedLabels: [{ label, holders: 2 }],
  waiting: [{ ...shown, wait: { kind: 'between', fromMin: 5, toMin: 15 } }],
  parked: [{ ...shown, desk: 'desk-3', reason: 'form', parkedAt: 1, until: 2, due: false }],
  left: [{ ...shown, why: 'endOfDay', endedAt: 1 }],
  waitingCount: 1,
  waitingByService: [{ service: 'health', count: 1 }],
  today: { issued: 3, finished: 1, noShow: 1, medianWaitMs: 1.5, said: { tickets: 1, medianMin: 1, p90Min: 3, withinPercent: 81 } },
  opinions: { question: priority.name, today: { services: [{ name: null, good: 5, soSo: null, bad: null, all: 10 }], answers: [{ answer: priority.name, count: null }, { answer: priority.name, count: 0 }] }, before: { services: [], answers: [] } },
  link: { kind: 'asking', code: 'BCDFGHJK', fingerprint: '3f8a 9c21 b04e 77d1' },
  printers: [{ name: 'Ventanilla', confirms: true, condition: 'paperLow' }],
  isSilent: true, stillWalls: 1, paperTroubles: [trouble, { paper: 2, kind: 'slip', title: '042 137', state: 'uncertain', at: 1, why: null, printer: 'Ventanilla' }],
};
const record = '64850108-0000-4000-8000-00000000c0c8';
const said = { text: 'Vacunas', language: 'es' };
const found = { id: record, sector: 'health', name: said, where: said, distance: 300, opening: { kind: 'open', until: 1, isHoliday: false }, queue: 'health', isDiscreet: false, isUnverified: true };
const place = {
  name: said, address: said, distance: 300, point: { lat: 4, lon: -74 }, opening: { kind: 'open', until: null, isHoliday: true }, isStepFree: true, room: null,
  hours: [{ kind: 'weekly', days: ['mon'], every: 1, spans: [{ from: '08:00', to: '12:00' }] }, { kind: 'nth', nth: -1, day: 'fri', every: 1, spans: [] }, { kind: 'dates', dates: [1, -1], every: 2, spans: [] }, { kind: 'said', said }],
};
const about = { organisation: said, what: said, whom: null, how: null, cost: said, isFree: true, alert: null, bring: [said], phones: [{ number: '601 555 0143', about: null }], spoken: ['ht'], byAppointment: false, byReferral: false, audiences: ['women'], activities: ['reading'], verifiedOn: '2026-11-02', link: null };
const floor = { id: 'ground', name: { es: 'Planta baja' }, width: 10, height: 8, rooms: [{ id: 'hall', name: { es: 'Sala' }, kind: 'hall', shape: [[0, 0], [4, 0], [4, 4]] }] };
const date = '2026-11-23T18:30';
const ofDate = { id: 'reading', date, icon: 'class', name: { es: 'Lectura' }, room: { es: 'Salón 2' }, startsAt: 1, endsAt: 2, isAllDay: false, isMoved: true, isCancelled: false };
const shownDate = {
  ...ofDate, what: { es: 'Cuentos' }, onMap: 'room-2', organiser: 'La casa', cost: { kind: 'free' }, audiences: ['women'], languages: ['ht'], access: ['stepFree'], hasChildcare: true,
  signup: { series: visit, stands: 'full', opensAt: 1, closesAt: 2, free: 0, partyAtMost: 6, takesPhone: true, questions: [{ asks: { es: '¿Trae libro?' }, answers: [{ es: 'Sí' }, { es: 'No' }] }], forChildren: false },
};
const scheduled = { ...ofDate, series: visit, isOfFile: false, clashes: true, people: { taken: 3, waiting: 1, capacity: null } };
const views = [
  staff,
  { kind: 'display', ...house, calls: many(5, call), coming: [{ id: 'reading', date, icon: 'class', name: { es: 'Club de lectura' }, room: null, startsAt: 1, endsAt: 2, isAllDay: false, isCancelled: true }], spoken: ['es'], waits: [{ letter: 'A', wait: { kind: 'under', minutes: 5 } }] },
  { kind: 'visitor', ...house, services: [{ ...service, turns: { kind: 'closed', opensAt: 1 }, isDiscreet: true, keepsPlaces: true, wait: {} }, { ...service, turns: { kind: 'open', until: 1 }, isDiscreet: false, keepsPlaces: false, wait: { es: { kind: 'under', minutes: 5 } } }], priorities: [priority], keepsTimes: true, opinion: { question: priority.name, answers: [priority.name, priority.name] }, hasReader: true, publicUrl: 'https://turnos.example.org', streetsFrom: { lat: 4, lon: -74 }, givesPaper: false, patience: 2.5, finds: { services: true, activities: false } },
  { kind: 'appointments', day: '2026-11-02', appointments: [{ appointment: visit, code: '042137', what: 'booked', service: 'orientation', at: 1, became: 'here', label }] },
  { kind: 'paper', visit, state: 'unknown', elsewhere: null, wait: null },
  { kind: 'slip', appointment: visit, state: 'printed', elsewhere: 'El patio' },
  {
    kind: 'offers',
    activities: [shownDate, { ...shownDate, id: visit, what: null, room: null, onMap: null, organiser: null, cost: { kind: 'paid', what: { es: '2000 pesos' } }, signup: null }],
  },
  { kind: 'directory', sectors: [{ sector: 'health', count: 3 }], asks: { isOpen: true, isFree: true, isStepFree: false, audiences: ['women'], spoken: ['ht'] }, terms: [{ id: record, sector: 'health', name: { text: 'Vacunas', language: 'es' } }] },
  { kind: 'found', total: 2, services: [found, { ...found, sector: null, where: null, distance: null, opening: { kind: 'closed', opens: 1 }, queue: null, isDiscreet: true }] },
  { kind: 'service', service: { ...found, ...about, places: [place, { ...place, name: null, address: null, distance: null, point: null, opening: { kind: 'unknown' }, hours: [], isStepFree: null, room: 'B' }] } },
  { kind: 'shelf', counts: { all: 1, unverified: 0, doubted: 1, inactive: 0 }, total: 1, rows: [{ id: record, name: 'Vacunas', organisation: null, sector: 'health', verifiedOn: '2026-11-02', doubts: 1, isUnverified: false, isActive: true }] },
  { kind: 'record', record: { kind: 'service', hsds: { id: record, name: 'Vacunas', status: 'active', licenses: 'kept' }, beside: { isFree: true } }, names: [{ record: { kind: 'location', hsds: { id: record, location_type: 'physical' }, beside: { room: 'B' } }, services: 2 }] },
  { kind: 'names', rows: [{ id: record, name: 'Cruz Roja', services: 3 }] },
  { kind: 'file', stands: { kind: 'looked', added: 1, changed: 1, same: 1, gone: 1, bad: 1, faults: 1, told: [{ file: 'services.csv', line: 2, record, path: 'phones.0.number', reason: 'missing' }] } },
  { kind: 'schedule', from: '2026-11-23', days: 7, dates: [scheduled, { ...scheduled, people: null }], clashes: [[0, 1]], hasMore: false, rooms: [{ id: 'room-2', name: { es: 'Salón 2' } }] },
  { kind: 'series', id: visit, series: aSeries({ id: visit }), isOfFile: true, next: [scheduled] },
  { kind: 'plans', page: 0, total: 1, plans: [{ series: aSeries({ id: visit }), isOfFile: false }] },
  {
    kind: 'roll', series: visit, date, of: scheduled, questions: [],
    lines: [{ signup: visit, code: 'BK72QM', stands: 'held', until: 5, adults: 1, children: 2, language: 'ht', answers: [1, null], name: 'Mari', phone: null, came: 2 }],
    walkIns: [{ of: visit, people: 3 }], tally: { signedUp: 3, cameSignedUp: 2, cameOtherwise: 1 },
    attended: [{ date, startsAt: 1, signedUp: 3, cameSignedUp: 2, cameOtherwise: 1 }],
  },
  { kind: 'signup', signup: { signup: visit, code: 'BK72QM', stands: 'waiting', until: null, people: 2, hasContact: true, name: { es: 'Lectura' }, room: null, startsAt: 1, endsAt: 2, series: visit, date, isOff: false }, state: 'printed', elsewhere: null },
  { kind: 'plan', floors: [floor], points: [{ id: 'door', icon: 'entrance', floor: 'ground', x: 1, y: 2, name: { es: 'Entrada' } }] },
  { kind: 'planPoints', floors: [{ ...floor, doors: [[[0, 1], [0, 2]]] }], points: [{ id: 'screen', icon: 'here', floor: 'ground', x: 1, y: 2, device: visit }, { id: 'desk', icon: 'desk', floor: 'ground', x: 1, y: 2, number: 3 }], screens: [{ device: visit, name: 'Entrada' }] },
  { kind: 'takeAlong', paper: visit, state: 'held', elsewhere: null },
  { kind: 'turn', visit, stands: { kind: 'called', desk: 3 } },
  { kind: 'help', help: visit, stands: 'slow' },
  { kind: 'voice', language: 'es', voiced: { salud: '0123456789abcdef' } },
  { kind: 'pageVoice', voiced: { vacunas: '0123456789abcdef' }, isReady: true },
  { kind: 'scan', latest: { id: visit, scan: { kind: 'scan', by: { code: '042137' } } } },
  { kind: 'explain', desk: 'desk-3', visit, said: { kind: 'next', visit, reasons: [{ kind: 'class', priority: 'older' }, { kind: 'cameFirst', waitedMin: 1, among: 2 }], passedOver: [{ visit, why: { kind: 'laterHere', afterMin: 2, waitedMin: 1 } }] }, labels: [{ visit, label }] },
  { kind: 'pastCalls', desk: 'desk-3', calls: many(PAST_CALLS_SHOWN, { call: entry, label, service: 'health', at: 1, chosen: true }) },
  { kind: 'pastCall', call: entry, said: { kind: 'said', why: { kind: 'chosen', visit, next: visit }, labels: [{ visit, label }] } },
  { kind: 'joining', joining: { kind: 'asking', code: 'BCDFGHJK', fingerprint: '3f8a 9c21 b04e 77d1', endsAt: 1 } },
];

/** Every copy of a view in which one leaf is another. */
function* withLeaf(value: unknown, change: (leaf: unknown) => unknown, path = ''): Generator<readonly [path: string, spoilt: unknown]> {
  if (typeof value !== 'object' || value === null) {
    const changed = change(value);
    if (changed !== value) yield [path, changed];
    return;
  }
  for (const [key, inner] of Object.entries(value)) {
    for (const [at, spoilt] of withLeaf(inner, change, `${path}.${key}`)) yield [at, Array.isArray(value) ? value.with(Number(key), spoilt) : { ...value, [key]: spoilt }];
  }
}

const isView = (raw: unknown): boolean => View.safeParse(raw).success;

describe('a view', () => {
  it('of each kind is read, and all that its screen shows comes through', () => {
    for (const view of views) {
      const { documents: _documents, hours: _hours, ...shownService } = service as typeof SMALL_CENTRE.services[number];
      expect(View.parse(view)).toEqual(view.kind === 'visitor' ? { ...view, services: [{ ...shownService, turns: { kind: 'closed', opensAt: 1 }, isDiscreet: true, keepsPlaces: true, wait: {} }, { ...shownService, turns: { kind: 'open', until: 1 }, isDiscreet: false, keepsPlaces: false, wait: { es: { kind: 'under', minutes: 5 } } }] } : view);
    }
    expect(views.map(({ kind }) => kind).toSorted()).toEqual(View.options.map((option) => option.shape.kind.value).toSorted());
  });

  it('holds no number that is not whole, but for a median, a point on the earth and metres of the house', () => {
    const halved = views.flatMap((each) => [...withLeaf(each, (leaf) => (Number.isInteger(leaf) ? 1.5 : leaf))]);
    expect(halved.length).toBeGreaterThan(20);
    expect(halved.filter(([path, spoilt]) => !/\.(?:point|points|floors|streetsFrom)\./.test(path) && isView(spoilt)).map(([path]) => path)).toEqual([]);
  });

  it('holds no time before 1970', () => {
    const early = views.flatMap((each) => [...withLeaf(each, (leaf) => (Number.isInteger(leaf) ? -1 : leaf))]).filter(([path]) => /(?:At|\.at)$/.test(path));
    expect(early.length).toBe(43 + PAST_CALLS_SHOWN);
    expect(early.filter(([, spoilt]) => isView(spoilt)).map(([path]) => path)).toEqual([]);
  });

  it('is no larger than its screen shows', () => {
    const staffWith = (change: object): boolean => isView({ ...staff, ...change });
    expect(isView({ kind: 'display', ...house, calls: many(6, call), coming: [], spoken: ['es'], waits: [] })).toBe(false);
    expect(isView({ kind: 'display', ...house, languages: [], calls: [], coming: [], spoken: ['es'], waits: [] })).toBe(false);
    expect([SHARED_SHOWN, SHARED_SHOWN + 1].map((n) => staffWith({ sharedLabels: many(n, { label, holders: 2 }) }))).toEqual([true, false]);
    expect(SHARED_SHOWN).toBe(5);
    expect(staffWith({ sharedLabels: [{ label, holders: 1 }] })).toBe(false);
    expect([5, 6].map((n) => staffWith({ paperTroubles: many(n, trouble) }))).toEqual([true, false]);
  });

  it('says null where there is nothing to say', () => {
    expect(isView({ ...staff, desk: null, lostCall: null, now: { kind: 'free' }, opinions: null, link: { kind: 'refused' }, today: { ...staff.today, medianWaitMs: null } })).toBe(true);
    expect(isView({ ...staff, lostCall: { label, by: null } })).toBe(true);
  });
});

it('[X1] a watch asks for what its kind needs, and holds nothing else', () => {
  const queries = [{ kind: 'visitor' }, { kind: 'paper', visit }, { kind: 'turn', visit }, { kind: 'scan' }, { kind: 'voice', language: 'ht' }, { kind: 'pageVoice', of: [{ kind: 'service', service: record, language: 'es' }] }, { kind: 'offers' }, { kind: 'takeAlong', paper: visit }, { kind: 'schedule', from: '2026-11-23', days: 42 }, { kind: 'series', series: visit }, { kind: 'plans', page: 0 }, { kind: 'roll', series: visit, date }, { kind: 'signup', signup: visit }, { kind: 'plan' }, { kind: 'planPoints' }, { kind: 'display' }, { kind: 'staff', desk: 'desk-3' }, { kind: 'explain', desk: 'desk-3', visit: null }, { kind: 'pastCalls', desk: 'desk-3' }, { kind: 'pastCall', call: entry }, { kind: 'joining' }];
  expect(z.array(ViewQuery).safeParse(queries).success).toBe(true);
  for (const query of queries) expect(ViewQuery.safeParse({ ...query, name: 'María' }).success, query.kind).toBe(false);
});

it('[V1] a page is heard by the question that it is shown by: no screen has a text of its own said', () => {
  const of = { kind: 'service', service: record, language: 'es' };
  const said = (query: object): boolean => ViewQuery.safeParse({ kind: 'pageVoice', ...query }).success;
  expect([said({ of: [of] }), said({ of: [{ ...of, text: 'Hola' }] }), said({ of: [{ kind: 'offers' }] }), said({ of: [of, of, of] }), said({ texts: ['Hola'] }), said({ of: [of], texts: ['Hola'] })]).toEqual([true, false, false, false, false, false]);
});
