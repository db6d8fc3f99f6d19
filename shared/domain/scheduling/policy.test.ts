import { describe, expect, it } from 'vitest';
import { booked, BOTH, came, centreWith, CHILD, interpretedIn, namesAt, OLDER, ONLY_HEALTH, SECOND, type Person } from '../../../tests/fixtures/waiting.ts';
import type { Policy } from '../centre.ts';
import { DeskId, PriorityId, ServiceId } from '../ids.ts';
import { turnOf } from './standing.ts';

const P = true;
const G = false;

/** Came at 0, 5, 10, 15 and 20 minutes past nine: two general, two older, one with a child. */
const five = [
  came('ana', 0),
  came('olga', 5, { priority: OLDER }),
  came('carla', 10, { priority: CHILD }),
  came('bruno', 15),
  came('omar', 20, { priority: OLDER }),
];

describe('first come', () => {
  it('[Q2] calls who came first, whatever their class', () => {
    expect(namesAt(centreWith({ kind: 'firstCome' }), 30, five)).toBe('ana olga carla bruno omar');
  });

  it('[Q2] is what holds where a centre says nothing', () => {
    expect(namesAt(centreWith(undefined), 30, five)).toBe('ana olga carla bruno omar');
  });
});

describe('strict', () => {
  it('[Q2] calls classes in the centre’s order, then everybody else', () => {
    expect(namesAt(centreWith({ kind: 'strict' }), 30, five)).toBe('olga omar carla ana bruno');
  });

  it.each([
    ['nobody was called yet', [], 'olga omar carla ana bruno'],
    ['two preferential ones were', [P, P, G], 'ana bruno olga omar carla'],
    ['one was, after somebody general', [P, G, P, P], 'olga omar carla ana bruno'],
    ['three were, as when nobody else waited', [P, P, P], 'ana bruno olga omar carla'],
    ['somebody general was, after two of them', [G, P, P], 'olga omar carla ana bruno'],
  ])('[Q2] a cap of two: where %s', (_, turns, names) => {
    expect(namesAt(centreWith({ kind: 'strict', cap: 2 }), 30, five, { turns })).toBe(names);
  });

  it('[Q2] a cap that is reached keeps nobody waiting where nobody general is there', () => {
    const preferential = five.filter(({ priority }) => priority !== undefined);
    expect(namesAt(centreWith({ kind: 'strict', cap: 2 }), 30, preferential, { turns: [P, P] })).toBe('olga omar carla');
  });
});

describe('two preferential, then one general', () => {
  const centre = centreWith({ kind: 'ratio', preferential: 2, general: 1 });

  it.each([
    ['nobody was called yet: a preferential one', [], 'olga carla omar ana bruno'],
    ['one preferential: the second', [P], 'olga carla omar ana bruno'],
    ['two preferential: a general one', [P, P, G], 'ana bruno olga carla omar'],
    ['then a general one: preferential again', [G, P, P], 'olga carla omar ana bruno'],
    ['one preferential after that', [P, G, P, P], 'olga carla omar ana bruno'],
    ['many general ones while nobody else was there: a preferential one', [G, G, G, G], 'olga carla omar ana bruno'],
    ['many preferential ones while nobody else was there: a general one', [P, P, P, P, P], 'ana bruno olga carla omar'],
  ])('[Q2] after %s', (_, turns, names) => {
    expect(namesAt(centre, 30, five, { turns })).toBe(names);
  });

  it('[Q2] whose turn it is waits for nobody: without one of them the others go on', () => {
    expect(namesAt(centre, 30, [came('ana', 0), came('bruno', 1)])).toBe('ana bruno');
    expect(namesAt(centre, 30, [came('olga', 0, { priority: OLDER })], { turns: [P, P] })).toBe('olga');
  });

  it('[Q2] three to two goes round as it says', () => {
    const called: boolean[] = [];
    for (let call = 0; call < 12; call += 1) {
      const turn = turnOf({ kind: 'ratio', preferential: 3, general: 2 }, called);
      called.unshift(turn.kind === 'preferential');
    }
    expect(called.toReversed()).toEqual([P, P, P, G, G, P, P, P, G, G, P, P]);
  });
});

describe('accumulating priority', () => {
  const centre = centreWith({ kind: 'accumulating' });

  // Points are weight × (minutes waited + head start): older 3 and 10, child 2 and 0, general 1 and 0.
  it.each([
    // ana 20, olga 3×(15+10)=75, carla 2×10=20, bruno 5, omar 3×(0+10)=30. ana and carla tie, and ana came first.
    [20, 'olga omar ana carla bruno'],
    // ana 30, olga 3×35=105, carla 2×20=40, bruno 15, omar 3×20=60.
    [30, 'olga omar carla ana bruno'],
    // ana 60, olga 3×65=195, carla 2×50=100, bruno 45, omar 3×50=150.
    [60, 'olga omar carla ana bruno'],
  ])('[Q2] %i minutes past nine', (now, names) => {
    expect(namesAt(centre, now, five)).toBe(names);
  });

  it('[Q2] who waited long goes before a class that came late', () => {
    // At 60: general 60; older since 51, 3×(9+10)=57; older since 49, 3×(11+10)=63.
    const late = came('late', 51, { priority: OLDER });
    const earlier = came('earlier', 49, { priority: OLDER });
    expect(namesAt(centre, 60, [came('general', 0), late, earlier])).toBe('earlier general late');
  });

  it('[Q2] the head start alone puts a class first, and is used up by waiting', () => {
    // At 10: general 10, older who just came 3×10=30. At 30 a newcomer has 30 as well, and came later.
    expect(namesAt(centre, 10, [came('general', 0), came('new', 10, { priority: OLDER })])).toBe('new general');
    expect(namesAt(centre, 30, [came('general', 0), came('new', 30, { priority: OLDER })])).toBe('general new');
  });

  it('[Q2] a cap lets a general one in between', () => {
    expect(namesAt(centreWith({ kind: 'accumulating', cap: 2 }), 60, five, { turns: [P, P] })).toBe('ana bruno olga omar carla');
    expect(namesAt(centreWith({ kind: 'accumulating', cap: 3 }), 60, five, { turns: [P, P] })).toBe('olga omar carla ana bruno');
  });

  it('[Q2] a place in the future, which two clocks may give, costs a class nothing', () => {
    expect(namesAt(centre, 0, [came('general', 2), came('child', 1.5, { priority: CHILD })])).toBe('child general');
  });
});

describe('appointments', () => {
  // ana came at 0 and bruno at 15; olga is older and came at 5; the citas, of the older ones’ class, are for 10 and 30.
  const people = [came('ana', 0), came('bruno', 15), came('olga', 5, { priority: OLDER }), booked('tenth', 10, { priority: OLDER }), booked('thirtieth', 30, { priority: OLDER })];

  it.each<[string, Policy, number, string]>([
    ['first come, before both', { kind: 'firstCome' }, 9, 'ana olga bruno tenth thirtieth'],
    ['first come, from the first one’s time on', { kind: 'firstCome' }, 10, 'ana olga tenth bruno thirtieth'],
    ['first come, from the second one’s', { kind: 'firstCome' }, 30, 'ana olga tenth bruno thirtieth'],
    ['strict, before both', { kind: 'strict' }, 9, 'olga ana bruno tenth thirtieth'],
    ['strict, from the first one’s', { kind: 'strict' }, 10, 'olga tenth ana bruno thirtieth'],
    ['strict, from the second one’s', { kind: 'strict' }, 30, 'olga tenth thirtieth ana bruno'],
    ['a ratio, before both', { kind: 'ratio', preferential: 2, general: 1 }, 9, 'olga ana bruno tenth thirtieth'],
    ['a ratio, from the second one’s', { kind: 'ratio', preferential: 2, general: 1 }, 30, 'olga tenth thirtieth ana bruno'],
    // At 9: ana 9, bruno 0 (to come), olga 3×(4+10)=42.
    ['accumulating, before both', { kind: 'accumulating' }, 9, 'olga ana bruno tenth thirtieth'],
    // At 12: ana 12, bruno 0, olga 3×(7+10)=51, tenth 3×(2+10)=36.
    ['accumulating, just after the first one’s', { kind: 'accumulating' }, 12, 'olga tenth ana bruno thirtieth'],
    // At 31: ana 31, bruno 16, olga 3×36=108, tenth 3×31=93, thirtieth 3×11=33.
    ['accumulating, just after the second one’s', { kind: 'accumulating' }, 31, 'olga tenth thirtieth ana bruno'],
  ])('[Q2] %s', (_, policy, now, names) => {
    expect(namesAt(centreWith(policy), now, people)).toBe(names);
  });

  it('[Q2] before their time stand behind a general turn and behind who is not understood here, in the order of their times', () => {
    const strict = centreWith({ kind: 'strict', cap: 1 }, { 3: { languages: ['es'] }, 4: { services: [ServiceId.parse('orientation')], languages: ['en'] } });
    const early = [booked('twelfth', 12, { priority: OLDER }), booked('eleventh', 11, { language: 'en' })];
    expect(namesAt(strict, 10, [...early, came('english', 0, { language: 'en' }), came('ana', 9)], { turns: [P] })).toBe('ana english eleventh twelfth');
    // Due, they go by all that others do: what they speak, and for how long they are taken to have waited.
    expect(namesAt(strict, 25, [...early, came('ana', 20)], { turns: [G] })).toBe('twelfth ana eleventh');
    expect(namesAt(strict, 26, [...early, came('ana', 20)], { turns: [P] })).toBe('eleventh ana twelfth');
  });

  it('[Q2] are called before their time where nobody else waits for that desk', () => {
    expect(namesAt(centreWith(undefined), 0, [booked('noon', 180), came('health', 0, { service: ONLY_HEALTH })])).toBe('health noon');
    expect(namesAt(centreWith(undefined), 0, [booked('noon', 180), came('kept', 0, { onlyAt: SECOND })])).toBe('noon');
  });

  it('[Q2] of one time stand as others do who came at one instant', () => {
    const tie = [booked('second', 10, { seq: 2 }), booked('first', 10, { seq: 1 }), booked('health', 10, { service: ONLY_HEALTH, seq: 0 })];
    expect(namesAt(centreWith(undefined), 0, tie)).toBe('first second health');
    expect(namesAt(centreWith(undefined), 10, tie)).toBe('first second health');
  });

  it('[Q2] are for a desk that helps out later only once they have waited from their time on', () => {
    const centre = centreWith(undefined, { 4: { later: [{ afterMin: 10, services: [ServiceId.parse('orientation')] }] } });
    expect(namesAt(centre, 19, [booked('tenth', 10)], { desk: SECOND })).toBe('');
    expect(namesAt(centre, 20, [booked('tenth', 10)], { desk: SECOND })).toBe('tenth');
  });
});

describe('a desk', () => {
  const moon = DeskId.parse('moon');

  it('[Q2] has one queue for all its services: the order of its list only breaks ties', () => {
    const centre = centreWith(undefined, { 3: { services: [ONLY_HEALTH, ServiceId.parse('orientation')] } });
    const tie = [came('first', 0, { seq: 1 }), came('second', 0, { seq: 2, service: ONLY_HEALTH }), came('early', -1)];
    expect(namesAt(centre, 5, tie)).toBe('early second first');
    expect(namesAt(centreWith(undefined), 5, tie)).toBe('early first second');
  });

  it('[Q2] calls nobody of a service that it does not serve, but anybody of one that is gone', () => {
    const people = [came('orientation', 0), came('health', 1, { service: ONLY_HEALTH }), came('gone', 2, { service: ServiceId.parse('gone') })];
    expect(namesAt(centreWith(undefined), 5, people, { desk: SECOND })).toBe('health gone');
  });

  it('[Q2] serves some only from those who have waited, who then stand there with all their wait', () => {
    const centre = centreWith(undefined, { 4: { later: [{ afterMin: 10, services: [ServiceId.parse('orientation')] }] } });
    const people = [came('waits', 0), came('health', 5, { service: ONLY_HEALTH })];
    expect(namesAt(centre, 9.99, people, { desk: SECOND })).toBe('health');
    expect(namesAt(centre, 10, people, { desk: SECOND })).toBe('waits health');
  });

  it('[Q2] leaves whoever is kept for another, as long as the centre has that one', () => {
    const people = [came('kept', 0, { onlyAt: SECOND }), came('free', 1), came('left', 2, { onlyAt: moon })];
    expect(namesAt(centreWith(undefined), 5, people)).toBe('free left');
  });

  it('[Q2] calls whom it was kept, though it does not serve that', () => {
    expect(namesAt(centreWith(undefined), 5, [came('kept', 0, { onlyAt: SECOND })], { desk: SECOND })).toBe('kept');
  });

  it('[Q2] takes a class that the centre does not name for none', () => {
    const unknown = came('unknown', 1, { priority: PriorityId.parse('unknown') });
    expect(namesAt(centreWith({ kind: 'strict' }), 5, [came('general', 0), unknown, came('older', 2, { priority: OLDER })])).toBe('older general unknown');
  });
});

describe('languages', () => {
  const english = came('english', 0, { language: 'en', service: ONLY_HEALTH });
  const people = [english, came('late', 5), came('later', 6, { service: ONLY_HEALTH })];
  const centre = centreWith(undefined, { 3: { languages: ['es'] }, 4: { languages: ['es', 'en'] } });

  it('[Q2] a desk first calls those it can speak with', () => {
    expect(namesAt(centre, 14.99, people)).toBe('late later english');
    expect(namesAt(centre, 14.99, people, { desk: SECOND })).toBe('english later');
  });

  it('[Q2] nobody stands back for that longer than a quarter of an hour', () => {
    expect(namesAt(centre, 15, people)).toBe('english late later');
  });

  it('[Q2] nobody stands back for a desk that there is not: one that speaks it and serves that', () => {
    expect(namesAt(centreWith(undefined, { 3: { languages: ['es'] } }), 10, people)).toBe('english late later');
    // Desk 4 speaks English, but does not serve orientation.
    const other = came('other', 0, { language: 'en' });
    expect(namesAt(centre, 10, [other, came('late', 5)])).toBe('other late');
  });

  it('[Q2] a desk that says nothing of languages calls all alike', () => {
    expect(namesAt(centreWith(undefined, { 4: { languages: ['en'] } }), 10, people)).toBe('english late later');
  });

  it('[Q2] who is kept for this desk is not held back by it', () => {
    expect(namesAt(centre, 10, [{ ...english, onlyAt: BOTH }, came('late', 5)])).toBe('english late');
  });

  it('[Q2] come before the class of whoever waits', () => {
    const strict = centreWith({ kind: 'strict' }, { 3: { languages: ['es'] }, 4: { languages: ['en'] } });
    expect(namesAt(strict, 10, [{ ...english, priority: OLDER }, came('late', 5)])).toBe('late english');
    expect(namesAt(strict, 15, [{ ...english, priority: OLDER }, came('late', 5)])).toBe('english late');
  });
});

describe('interpreters', () => {
  const people = [came('english', 0, { language: 'en' }), came('ana', 5)];
  // Nobody at a desk speaks English.
  const spanish = interpretedIn(centreWith(undefined, { 3: { languages: ['es'] } }));

  it('[Q2] let a desk call whom it does not understand, like anybody, as long as one is free', () => {
    expect(namesAt(spanish, 10, people)).toBe('english ana');
    expect(namesAt(spanish, 10, people, { inUse: ['en'] })).toBe('ana english');
    expect(namesAt({ ...spanish, interpreters: interpretedIn(spanish, 2).interpreters }, 10, people, { inUse: ['en'] })).toBe('english ana');
  });

  it('[Q2] keep nobody back for longer than a quarter of an hour, and for nothing where nobody interprets that', () => {
    expect(namesAt(spanish, 14.99, people, { inUse: ['en'] })).toBe('ana english');
    expect(namesAt(spanish, 15, people, { inUse: ['en'] })).toBe('english ana');
    expect(namesAt({ ...spanish, interpreters: [] }, 10, people, { inUse: ['en'] })).toBe('english ana');
  });

  it('[Q2] who is free makes up for another desk that speaks it, too; who is not, does not', () => {
    const both = interpretedIn(centreWith(undefined, { 3: { languages: ['es'] }, 4: { services: [ServiceId.parse('orientation')], languages: ['en'] } }));
    expect(namesAt({ ...both, interpreters: [] }, 10, people)).toBe('ana english');
    expect(namesAt(both, 10, people)).toBe('english ana');
    expect(namesAt(both, 10, people, { inUse: ['en'] })).toBe('ana english');
  });

  it('[Q2] are no matter of a desk that speaks it, that says nothing of languages, or that somebody is kept for', () => {
    for (const languages of [['en'] as const, ['es', 'en'] as const, undefined]) {
      const centre = interpretedIn(centreWith(undefined, { 3: languages ? { languages: [...languages] } : {} }));
      expect(namesAt(centre, 10, people, { inUse: ['en'] })).toBe('english ana');
    }
    const [english, ana] = people as [Person, Person];
    expect(namesAt(spanish, 10, [{ ...english, onlyAt: BOTH }, ana], { inUse: ['en'] })).toBe('english ana');
  });
});
