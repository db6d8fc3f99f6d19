import { expect, it } from 'vitest';
import { came, centreWith, namesAt } from '../../tests/fixtures/waiting.ts';
import { SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { Centre, Language, PriorityClass } from './centre.ts';
import { LEGAL_PRIORITIES } from './priorities.ts';

it('[Q2] the classes that laws know are what a centre’s file may say, each with a picture of its own', () => {
  for (const each of LEGAL_PRIORITIES) expect(PriorityClass.parse(each)).toEqual(each);
  expect(Centre.safeParse({ ...SMALL_CENTRE, priorities: LEGAL_PRIORITIES }).success).toBe(true);
  expect(new Set(LEGAL_PRIORITIES.map(({ icon }) => icon)).size).toBe(LEGAL_PRIORITIES.length);
  for (const { name } of LEGAL_PRIORITIES) expect(Object.keys(name).sort()).toEqual([...Language.options].sort());
});

it('[Q2] none of them goes before another but by coming first, and each before who waited less than an hour', () => {
  const centre = { ...centreWith({ kind: 'accumulating' }), priorities: [...LEGAL_PRIORITIES] };
  const people = LEGAL_PRIORITIES.toReversed().map(({ id }, n) => came(id, 60 + n, { priority: id, seq: n + 2 }));
  const hour = came('an-hour', 3);
  const longer = came('longer', -7);
  // At 64: the classes have 2×(30+4), 2×(30+3), 2×(30+2) and 2×(30+1): 68, 66, 64, 62; the general ones 61 and 71.
  expect(namesAt(centre, 64, [hour, longer, ...people])).toBe('longer older disability small-child pregnant an-hour');
});
