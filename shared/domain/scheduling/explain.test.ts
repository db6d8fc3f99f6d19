import fc from 'fast-check';
import IntlMessageFormat from 'intl-messageformat';
import { describe, expect, it } from 'vitest';
import en from '../../../assets/locales/en/explain.json' with { type: 'json' };
import es from '../../../assets/locales/es/explain.json' with { type: 'json' };
import { MONDAY } from '../../../tests/fixtures/book.ts';
import { booked, BOTH, came, centreWith, CHILD, deskIn, interpretedIn, OLDER, ONLY_HEALTH, SECOND, type Person } from '../../../tests/fixtures/waiting.ts';
import { MONDAY_NINE, ORIENTATION, testChance } from '../../../tests/fixtures/world.ts';
import { Letter, type Centre, type Language, type Policy } from '../centre.ts';
import { explain, PASSED_OVER_SHOWN, type Explanation, type NotHereWhy, type PassedOverWhy, type Reason } from './explain.ts';
import { AppointmentId, DeskId, DeviceId, InterpreterId, ServiceId, VisitId } from '../ids.ts';
import { nextFor, queuedAt } from './queue.ts';
import { EMPTY_STATE, type CentreState, type Claim, type Visit } from '../reducers/state.ts';
import { Visits } from '../reducers/visits.ts';

const chance = testChance(3);
const letter = Letter.parse('A');

interface Hall {
  readonly state: CentreState;
  readonly idOf: (name: string) => VisitId;
  readonly nameOf: (id: VisitId) => string;
}

/** These people, waiting in this centre, and maybe one more at desk 4. */
function hall(centre: Centre, people: readonly Person[], turns: readonly boolean[] = [], claimed?: { readonly name: string; readonly desk: DeskId }, atFour?: Language): Hall {
  const ids = new Map(people.map(({ name }) => [name, VisitId.parse(chance.id())]));
  const idOf = (name: string): VisitId => ids.get(name) ?? VisitId.parse('0'.repeat(26));
  const visits = people.map(({ name, service, queuedAt, enteredBy, priority, language, onlyAt, notBefore }, n) => ({
    id: idOf(name),
    day: MONDAY,
    label: { letter, number: n + 1 },
    language,
    duplicates: [],
    ...(priority ? { priority } : {}),
    ...(notBefore === undefined ? {} : { booked: { appointment: AppointmentId.parse(chance.id()), at: notBefore } }),
    leg: { no: 1, service, enteredAt: queuedAt, enteredBy: { ...enteredBy, seq: n + 1 }, kind: 'waiting' as const, ...(onlyAt ? { onlyAt } : {}), ...(notBefore === undefined ? {} : { queuedAt: notBefore }) },
  }));
  const served: Visit | undefined = atFour && {
    id: VisitId.parse(chance.id()), day: MONDAY, label: { letter, number: 99 }, language: atFour, duplicates: [],
    leg: { no: 1, service: ONLY_HEALTH, enteredAt: MONDAY_NINE, enteredBy: { device: DeviceId.parse('1'.repeat(26)), epoch: 1, seq: 1 }, kind: 'serving', desk: SECOND, callNo: 1, calledAt: MONDAY_NINE, startedAt: MONDAY_NINE },
  };
  const claim: Claim | undefined = claimed && { visit: idOf(claimed.name), leg: 1, callNo: 1, desk: claimed.desk, grantedAt: MONDAY_NINE };
  const state: CentreState = { ...EMPTY_STATE, centre, visits: Visits.of([...(served ? [served] : []), ...visits]), turns: new Map([[BOTH, { day: MONDAY, preferential: turns }]]), claims: new Map(claim ? [[claim.visit, claim]] : []) };
  return { state, idOf, nameOf: (id) => [...ids].find(([, each]) => each === id)?.[0] ?? '?' };
}

/** Who is next and why, and who was passed over and why, so many minutes after nine. */
function why({ state, nameOf, idOf }: Hall, nowMin: number, of?: string, desk = BOTH): unknown {
  const said = explain(state, { day: MONDAY, desk, now: MONDAY_NINE + nowMin * 60_000 }, of === undefined ? undefined : idOf(of));
  if (said?.kind !== 'next') return said && 'next' in said ? { ...said, visit: nameOf(said.visit), next: nameOf(said.next) } : said && 'visit' in said ? { ...said, visit: nameOf(said.visit) } : said;
  return { next: nameOf(said.visit), reasons: said.reasons, passedOver: said.passedOver.map(({ visit, why: because }) => ({ [nameOf(visit)]: because })) };
}

const under = (policy: Policy | undefined, people: readonly Person[], turns: readonly boolean[] = []): Hall => hall(centreWith(policy), people, turns);
const ana = came('ana', 0);
const bruno = came('bruno', 5);
const olga = came('olga', 10, { priority: OLDER });
const carla = came('carla', 12, { priority: CHILD });

describe('why somebody is next', () => {
  it('[Q3] they came first, or are the only one', () => {
    expect(why(under(undefined, [ana, bruno, olga]), 20)).toEqual({ next: 'ana', reasons: [{ kind: 'cameFirst', waitedMin: 20, among: 3 }], passedOver: [] });
    expect(why(under({ kind: 'strict' }, [olga]), 20)).toEqual({ next: 'olga', reasons: [{ kind: 'cameFirst', waitedMin: 10, among: 1 }], passedOver: [] });
  });

  it('[Q3] their class goes first, and who came before stands back for it', () => {
    const behind = { kind: 'class', priority: OLDER };
    expect(why(under({ kind: 'strict' }, [ana, bruno, olga, carla]), 20)).toEqual({ next: 'olga', reasons: [{ kind: 'class', priority: OLDER }], passedOver: [{ ana: behind }, { bruno: behind }] });
  });

  it('[Q3] it is the turn of somebody general, by the cap or by the ratio', () => {
    expect(why(under({ kind: 'strict', cap: 2 }, [olga, came('late', 15)], [true, true]), 20)).toEqual({ next: 'late', reasons: [{ kind: 'cap', cap: 2 }], passedOver: [{ olga: { kind: 'turn', of: 'general' } }] });
    const ratio: Policy = { kind: 'ratio', preferential: 2, general: 1 };
    expect(why(under(ratio, [ana, bruno, olga]), 20)).toEqual({
      next: 'olga',
      reasons: [{ kind: 'turn', of: 'preferential', preferential: 2, general: 1 }],
      passedOver: [{ ana: { kind: 'turn', of: 'preferential' } }, { bruno: { kind: 'turn', of: 'preferential' } }],
    });
    expect(why(under(ratio, [ana, bruno, olga], [true, true]), 20)).toEqual({
      next: 'ana',
      reasons: [{ kind: 'turn', of: 'general', preferential: 2, general: 1 }, { kind: 'cameFirst', waitedMin: 20, among: 2 }],
      passedOver: [],
    });
  });

  it('[Q3] they have the most points, by weight, wait and head start', () => {
    // At 20: olga 3×(10+10)=60, carla 2×8=16, ana 20, bruno 15.
    expect(why(under({ kind: 'accumulating' }, [ana, bruno, olga, carla]), 20)).toEqual({
      next: 'olga',
      reasons: [{ kind: 'points', priority: OLDER, weight: 3, headStartMin: 10, waitedMin: 10, points: 60, runnerUp: 20 }],
      passedOver: [{ ana: { kind: 'points', points: 20, most: 60 } }, { bruno: { kind: 'points', points: 15, most: 60 } }],
    });
    // At 20 without olga: ana 20, carla 16; bruno is of ana's class and only came later.
    expect(why(under({ kind: 'accumulating' }, [ana, bruno, carla]), 20)).toEqual({
      next: 'ana',
      reasons: [{ kind: 'points', priority: null, weight: 1, headStartMin: 0, waitedMin: 20, points: 20, runnerUp: 16 }, { kind: 'cameFirst', waitedMin: 20, among: 2 }],
      passedOver: [],
    });
  });

  it('[Q3] they are kept for this desk, have waited long enough for it, or asked for what the centre has no more', () => {
    const helping = centreWith(undefined, { 4: { later: [{ afterMin: 15, services: [ORIENTATION] }] } });
    expect(why(hall(helping, [came('kept', 0, { onlyAt: SECOND })]), 5, undefined, SECOND)).toMatchObject({ next: 'kept', reasons: [{ kind: 'kept' }] });
    expect(why(hall(helping, [ana]), 15, undefined, SECOND)).toMatchObject({ next: 'ana', reasons: [{ kind: 'later', afterMin: 15, waitedMin: 15 }] });
    expect(why(hall(helping, [came('gone', 0, { service: ServiceId.parse('gone') })]), 5)).toMatchObject({ next: 'gone', reasons: [{ kind: 'serviceGone' }] });
  });

  it('[Q3] they are understood here, and who is not stands back', () => {
    const spoken = centreWith(undefined, { 3: { languages: ['es'] }, 4: { services: [ORIENTATION, ONLY_HEALTH], languages: ['en'] } });
    expect(why(hall(spoken, [came('eve', 0, { language: 'en' }), bruno]), 10)).toEqual({
      next: 'bruno',
      reasons: [{ kind: 'language', language: 'es' }],
      passedOver: [{ eve: { kind: 'language', language: 'en', waitedMin: 10, patienceMin: 15 } }],
    });
  });

  it('[Q3] an interpreter is free for them, or for others is not', () => {
    // Both desks speak Spanish; somebody interprets English, and is with whoever is served at desk 4.
    const spanish = interpretedIn(centreWith(undefined, { 3: { languages: ['es'] }, 4: { languages: ['es'] } }));
    const eve = came('eve', 0, { language: 'en' });
    expect(why(hall(spanish, [eve, bruno, olga], [], undefined, 'en'), 12)).toEqual({
      next: 'bruno',
      reasons: [{ kind: 'language', language: 'es' }, { kind: 'cameFirst', waitedMin: 7, among: 2 }],
      passedOver: [{ eve: { kind: 'noInterpreter', language: 'en', waitedMin: 12, patienceMin: 15 } }],
    });
    expect(why(hall(spanish, [eve, bruno], [], undefined, 'es'), 12)).toEqual({ next: 'eve', reasons: [{ kind: 'cameFirst', waitedMin: 12, among: 2 }, { kind: 'interpreter', language: 'en' }], passedOver: [] });
    // In a centre of three languages one may be free for the third.
    const french = 'fr' as Language;
    const three = { ...spanish, interpreters: [...(spanish.interpreters ?? []), { id: InterpreterId.parse('flor'), languages: [french] }] };
    expect(why(hall(three, [eve, came('fanny', 5, { language: french })], [], undefined, 'en'), 12)).toEqual({
      next: 'fanny',
      reasons: [{ kind: 'interpreter', language: french }],
      passedOver: [{ eve: { kind: 'noInterpreter', language: 'en', waitedMin: 12, patienceMin: 15 } }],
    });
    expect(why(hall(spanish, [eve, bruno], [], undefined, 'en'), 15)).toMatchObject({ next: 'eve', reasons: [{ kind: 'cameFirst', among: 2 }] });
  });

  it('[Q3] that they are not understood counts no more for them, and for others does', () => {
    // Desk 3 speaks Spanish; English is spoken at desk 4 and interpreted by nobody.
    const [es, en] = [{ languages: ['es' as const] }, { languages: ['en' as const] }];
    const [eve, adam] = [came('eve', 0, { language: 'en' }), came('adam', 10, { language: 'en' })];
    expect(why(hall(centreWith(undefined, { 3: es, 4: { ...en, services: [ORIENTATION] } }), [eve, adam]), 16)).toMatchObject({ next: 'eve', reasons: [{ kind: 'waitedOut', language: 'en', waitedMin: 16, patienceMin: 15 }] });
    const health = came('health', 5, { language: 'en', service: ONLY_HEALTH });
    // At desk 4 they could speak with whoever came for health, and not with eve, whose service it does not serve.
    expect(why(hall(centreWith(undefined, { 3: es, 4: en }), [eve, health]), 16)).toMatchObject({ next: 'eve', reasons: [{ kind: 'spokenNowhere', language: 'en' }] });
    expect(why(hall(centreWith(undefined, { 3: es, 4: en }), [{ ...eve, onlyAt: BOTH }, health]), 16)).toMatchObject({ next: 'eve', reasons: [{ kind: 'kept' }] });
  });

  it('[Q3] they had an appointment, which counts from its time, and not before it', () => {
    const strict: Policy = { kind: 'strict' };
    // Came when the doors opened, for twenty past nine.
    const cita = booked('cita', 20, { priority: OLDER });
    expect(why(under(strict, [ana, cita]), 19)).toEqual({ next: 'ana', reasons: [{ kind: 'due' }], passedOver: [] });
    expect(why(under(strict, [ana, cita]), 18.5, 'cita')).toEqual({ kind: 'notNext', visit: 'cita', place: 2, next: 'ana', reasons: [{ kind: 'due' }] });
    expect(why(under(strict, [cita]), 18.5)).toEqual({ next: 'cita', reasons: [{ kind: 'early', inMin: 2 }], passedOver: [] });
    expect(why(under(strict, [ana, cita]), 22)).toEqual({ next: 'cita', reasons: [{ kind: 'booked', waitedMin: 2 }, { kind: 'class', priority: OLDER }], passedOver: [{ ana: { kind: 'class', priority: OLDER } }] });
    // A clock that runs ahead may let somebody stand behind a booked time that has not come.
    expect(why(under(strict, [came('ahead', 30), cita]), 18)).toEqual({ next: 'ahead', reasons: [{ kind: 'due' }], passedOver: [{ cita: { kind: 'booked', inMin: 2 } }] });
  });

  it('[Q3] who came before is called elsewhere, kept elsewhere, or is not this desk’s yet', () => {
    const helping = centreWith(undefined, { 4: { later: [{ afterMin: 60, services: [ORIENTATION] }] } });
    const people = [ana, came('claimed', 1, { service: ONLY_HEALTH }), came('kept', 2, { service: ONLY_HEALTH, onlyAt: BOTH }), came('free', 3, { service: ONLY_HEALTH })];
    expect(why(hall(helping, people, [], { name: 'claimed', desk: BOTH }), 20, undefined, SECOND)).toEqual({
      next: 'free',
      reasons: [{ kind: 'cameFirst', waitedMin: 17, among: 1 }],
      passedOver: [{ ana: { kind: 'laterHere', afterMin: 60, waitedMin: 20 } }, { claimed: { kind: 'claimed', desk: BOTH } }, { kept: { kind: 'keptFor', desk: BOTH } }],
    });
  });

  it('[Q3] two came at one instant, and the list of services decided', () => {
    const people = [came('health', 0, { service: ONLY_HEALTH }), came('guidance', 0)];
    expect(why(under(undefined, people), 5)).toMatchObject({ next: 'guidance', reasons: [{ kind: 'cameFirst', among: 2 }] });
    expect(why(under(undefined, people), 5, 'health')).toMatchObject({ kind: 'notNext', place: 2, next: 'guidance' });
  });
});

describe('why somebody is not', () => {
  const people = [ana, olga, carla, came('kept', 1, { onlyAt: SECOND }), came('claimed', 2)];
  const strict = hall(centreWith({ kind: 'strict' }), people, [], { name: 'claimed', desk: SECOND });

  it('[Q3] another goes before, and the place they stand at is told', () => {
    expect(why(strict, 20, 'ana')).toEqual({ kind: 'notNext', visit: 'ana', place: 3, next: 'olga', reasons: [{ kind: 'class', priority: OLDER }] });
    expect(why(strict, 20, 'olga')).toMatchObject({ next: 'olga' });
  });

  it('[Q3] this desk does not call them', () => {
    expect(why(strict, 20, 'kept')).toEqual({ kind: 'notHere', visit: 'kept', why: { kind: 'keptFor', desk: SECOND } });
    expect(why(strict, 20, 'claimed')).toEqual({ kind: 'notHere', visit: 'claimed', why: { kind: 'claimed', desk: SECOND } });
    expect(why(strict, 20, 'ana', SECOND)).toEqual({ kind: 'notHere', visit: 'ana', why: { kind: 'otherService' } });
  });

  it('[Q3] they wait no more, or never did; nobody waits; there is no such desk', () => {
    expect(why(strict, 20, 'nobody')).toEqual({ kind: 'notWaiting', visit: '?' });
    expect(why(hall(centreWith(undefined), [ana]), 5, undefined, SECOND)).toEqual({ kind: 'nobody', passedOver: [] });
    expect(explain(strict.state, { day: MONDAY, desk: DeskId.parse('moon'), now: MONDAY_NINE })).toBeUndefined();
  });

  it('[Q3] whom the owner has just refused this desk is being called elsewhere', () => {
    const { state, idOf } = under(undefined, [ana, bruno]);
    const said = explain(state, { day: MONDAY, desk: BOTH, now: MONDAY_NINE, taken: new Set([idOf('ana')]) });
    expect(said).toMatchObject({ kind: 'next', visit: idOf('bruno'), passedOver: [{ visit: idOf('ana'), why: { kind: 'claimed', desk: null } }] });
  });
});

it('[Q3] what is explained is what is called, and nobody who came before goes unmentioned', () => {
  const person = fc.record({
    service: fc.constantFrom(ORIENTATION, ONLY_HEALTH),
    at: fc.integer({ min: 0, max: 30 }),
    priority: fc.constantFrom(undefined, OLDER, CHILD),
    language: fc.constantFrom('es' as const, 'en' as const),
    onlyAt: fc.constantFrom(undefined, undefined, BOTH, SECOND),
    bookedMin: fc.option(fc.integer({ min: 0, max: 60 }), { freq: 2, nil: undefined }),
  });
  const policies = fc.constantFrom<Policy[]>({ kind: 'firstCome' }, { kind: 'strict' }, { kind: 'strict', cap: 2 }, { kind: 'ratio', preferential: 2, general: 1 }, { kind: 'accumulating', cap: 3 });
  fc.assert(
    fc.property(policies, fc.array(person, { maxLength: 12 }), fc.array(fc.boolean(), { maxLength: 5 }), (policy, list, turns) => {
      const centre = centreWith(policy, { 3: { languages: ['es'] }, 4: { languages: ['en'] } });
      const people = list.map(({ at, bookedMin, ...said }, n) => (bookedMin === undefined ? came(`p${n}`, at, said) : booked(`p${n}`, bookedMin, said)));
      const { state } = hall(centre, people, turns);
      const now = MONDAY_NINE + 31 * 60_000;
      const said = explain(state, { day: MONDAY, desk: BOTH, now });
      const next = nextFor(state, MONDAY, deskIn(centre), new Set(), now);
      expect(said?.kind === 'next' ? said.visit : undefined).toBe(next?.id);
      if (said?.kind !== 'next' || !next) return;
      expect(said.reasons.length).toBeGreaterThan(0);
      const before = state.visits.filter(({ leg }) => queuedAt(leg) < queuedAt(next.leg));
      expect(said.passedOver.map(({ visit }) => visit).sort()).toEqual(expect.arrayContaining(before.map(({ id }) => id).sort()));
      expect(said.passedOver.length).toBeLessThanOrEqual(PASSED_OVER_SHOWN);
    }),
    { numRuns: 300 },
  );
});

describe('in words', () => {
  const reasons: Record<Reason['kind'], Reason> = {
    kept: { kind: 'kept' },
    later: { kind: 'later', afterMin: 15, waitedMin: 1 },
    serviceGone: { kind: 'serviceGone' },
    turn: { kind: 'turn', of: 'general', preferential: 2, general: 1 },
    cap: { kind: 'cap', cap: 2 },
    class: { kind: 'class', priority: OLDER },
    points: { kind: 'points', priority: OLDER, weight: 3, headStartMin: 10, waitedMin: 10, points: 60, runnerUp: 20 },
    early: { kind: 'early', inMin: 15 },
    booked: { kind: 'booked', waitedMin: 5 },
    due: { kind: 'due' },
    language: { kind: 'language', language: 'es' },
    interpreter: { kind: 'interpreter', language: 'en' },
    waitedOut: { kind: 'waitedOut', language: 'en', waitedMin: 16, patienceMin: 15 },
    spokenNowhere: { kind: 'spokenNowhere', language: 'en' },
    cameFirst: { kind: 'cameFirst', waitedMin: 20, among: 3 },
  };
  const passed: Record<PassedOverWhy['kind'] | NotHereWhy['kind'], PassedOverWhy | NotHereWhy> = {
    claimed: { kind: 'claimed', desk: BOTH },
    keptFor: { kind: 'keptFor', desk: BOTH },
    laterHere: { kind: 'laterHere', afterMin: 60, waitedMin: 20 },
    otherService: { kind: 'otherService' },
    language: { kind: 'language', language: 'en', waitedMin: 10, patienceMin: 15 },
    noInterpreter: { kind: 'noInterpreter', language: 'en', waitedMin: 10, patienceMin: 15 },
    turn: { kind: 'turn', of: 'preferential' },
    class: { kind: 'class', priority: CHILD },
    points: { kind: 'points', points: 20, most: 60 },
    booked: { kind: 'booked', inMin: 15 },
    tie: { kind: 'tie' },
  };
  const answers: Record<Explanation['kind'] | 'chosen' | 'byName' | 'otherVersion', object> = {
    nobody: {}, next: { label: 'A001' }, notNext: { label: 'A001', place: 2, next: 'A002' }, notHere: { label: 'A001' }, notWaiting: { label: 'A001' }, chosen: { label: 'A001', known: 'other', next: 'A002' }, byName: { label: 'A001' }, otherVersion: { label: 'A001' },
  };

  it.each([['es', es], ['en', en]] as const)('[Q3] each reason has its sentence in %s, that its own numbers fill, and no other is kept', (language, words) => {
    const said = (sentences: Readonly<Record<string, string>>, values: Readonly<Record<string, object>>): string[] => {
      expect(Object.keys(sentences).sort()).toEqual(Object.keys(values).sort());
      return Object.entries(sentences).map(([kind, sentence]) => String(new IntlMessageFormat(sentence, language).format({ ...values[kind] })));
    };
    const all = [...said(words.why, reasons), ...said(words.passed, passed), ...said(words.answer, answers)];
    for (const sentence of all) expect(sentence).toMatch(/^\p{Lu}[^{}]+\.$/u);
  });

  it('[Q3] read as somebody would say them', () => {
    const say = (sentence: string, values: object): unknown => new IntlMessageFormat(sentence, 'es').format({ ...values });
    expect(say(es.why.points, reasons.points)).toBe('Tiene más puntos: 60. Tiene 10 minutos a favor y lleva 10 minutos de espera, y cada minuto cuenta por 3. Quien sigue tiene 20.');
    expect(say(es.why.cap, { cap: 1 })).toBe('La última llamada fue preferente: ahora va alguien general.');
    expect(say(es.why.cameFirst, { among: 1, waitedMin: 1 })).toBe('Es la única persona que espera. Lleva 1 minuto de espera.');
    expect(say(es.passed.claimed, { desk: 'none' })).toBe('Otra ventanilla ya llama a esta persona.');
  });
});
