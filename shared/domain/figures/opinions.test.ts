import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEALTH, ORIENTATION, SMALL_CENTRE, inWords } from '../../../tests/fixtures/world.ts';
import { Centre } from '../centre.ts';
import { ServiceId } from '../ids.ts';
import type { Opinion } from '../reducers/state.ts';
import { FACES, figuresOfOpinions } from './opinions.ts';

const CENTRE = Centre.parse({ ...SMALL_CENTRE, opinion: { question: inWords('¿Qué taller?'), answers: [inWords('Idiomas'), inWords('Oficios'), inWords('Cocina')] } });
const opinion = (face: Opinion['face'], service: Opinion['service'] = HEALTH, answer: Opinion['answer'] = null): Opinion => ({ face, service, answer });
const times = (count: number, each: Opinion): Opinion[] => Array.from({ length: count }, () => each);

const anyOpinion: fc.Arbitrary<Opinion> = fc.record({
  face: fc.constantFrom(...FACES),
  service: fc.constantFrom(HEALTH, ORIENTATION, null),
  answer: fc.constantFrom(null, 0, 1, 2),
});

describe('opinions of a day', () => {
  it('[Q7] shows nothing of four, and of five that are alike what they said', () => {
    expect(figuresOfOpinions(times(4, opinion('bad')), CENTRE).services.every(({ all }) => all === 0)).toBe(true);
    const { services } = figuresOfOpinions(times(5, opinion('bad')), CENTRE);
    expect(services).toEqual([
      { service: ORIENTATION, faces: [0, 0, 0], all: 0 },
      { service: HEALTH, faces: [0, 0, 5], all: 5 },
      { service: null, faces: [0, 0, 0], all: 0 },
    ]);
  });

  it('[Q7] one that stands alone among others is not told by taking the rest from the total', () => {
    const { services } = figuresOfOpinions([...times(9, opinion('good')), opinion('bad')], CENTRE);
    const health = services.find(({ service }) => service === HEALTH);
    expect(health?.faces).toEqual([null, 0, null]);
    expect(health?.all).toBe(10);
  });

  it('[Q7] no count of fewer than five is shown, and none follows from its row', () => {
    let hid = 0;
    fc.assert(
      fc.property(fc.array(anyOpinion, { maxLength: 60 }), (given) => {
        const { services, answers } = figuresOfOpinions(given, CENTRE);
        for (const { faces, all } of services) {
          for (const count of [...faces, all]) expect(count === null || count === 0 || count >= 5).toBe(true);
          const missing = faces.filter((count) => count === null).length;
          if (all !== null && missing > 0) expect(missing).toBeGreaterThan(1);
          if (missing > 0) hid += 1;
        }
        for (const count of answers) expect(count === null || count === 0 || count >= 5).toBe(true);
      }),
    );
    expect(hid).toBeGreaterThan(0);
  });

  it('[Q7] whoever looks before and after one opinion sees the same, or five more', () => {
    fc.assert(
      fc.property(fc.array(anyOpinion, { maxLength: 60 }), anyOpinion, (given, last) => {
        const [before, after] = [figuresOfOpinions(given, CENTRE), figuresOfOpinions([...given, last], CENTRE)];
        if ((given.length + 1) % 5 !== 0) expect(after).toEqual(before);
      }),
    );
  });

  it('one of a service that the centre has no more counts under none', () => {
    const { services } = figuresOfOpinions(times(5, opinion('good', ServiceId.parse('gone'))), CENTRE);
    expect(services.at(-1)).toEqual({ service: null, faces: [5, 0, 0], all: 5 });
  });

  it('counts the answers that were chosen, and whoever skipped the question under none', () => {
    expect(figuresOfOpinions([...times(5, opinion('good', null, 0)), ...times(5, opinion('bad', null, 2)), ...times(5, opinion('bad', null))], CENTRE).answers).toEqual([5, 0, 5]);
  });
});
