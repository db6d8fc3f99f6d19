import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { newAppointment, newVisit, sha256 } from '../../tests/fixtures/book.ts';
import { spellId, VisitId } from './ids.ts';
import { areSamePictures, Pictures, PICTURES, picturesOf, proofOf } from './pictures.ts';

describe('the pictures on a ticket', () => {
  it('[X1] are two that differ, the same for the same ticket for ever', () => {
    expect(picturesOf(VisitId.parse('0'.repeat(26)))).toEqual(['bird', 'fish']);
    expect(picturesOf(VisitId.parse('zzzz' + '0'.repeat(22)))).toEqual(['fish', 'cat']);
    fc.assert(fc.property(fc.uint8Array({ minLength: 26, maxLength: 26 }), (bytes) => {
      const visit = VisitId.parse(spellId(bytes));
      expect(Pictures.safeParse(picturesOf(visit)).success).toBe(true);
      expect(picturesOf(visit)).toEqual(picturesOf(visit));
    }));
  });

  it('[X1] are one pair of 120, none much oftener than another', () => {
    const counts = new Map<string, number>();
    for (let n = 0; n < 60_000; n += 1) {
      const pair = picturesOf(newVisit()).join();
      counts.set(pair, (counts.get(pair) ?? 0) + 1);
    }
    expect(PICTURES).toHaveLength(16);
    expect(counts.size).toBe(120);
    // 500 each; five standard deviations are 112.
    expect(Math.min(...counts.values())).toBeGreaterThan(388);
    expect(Math.max(...counts.values())).toBeLessThan(612);
  });

  it('may be said in whatever order, and nothing but both of them will do', () => {
    expect(areSamePictures(['cat', 'moon'], ['moon', 'cat'])).toBe(true);
    expect(areSamePictures(['cat', 'moon'], ['moon', 'sun'])).toBe(false);
    const id = newAppointment();
    expect(proofOf(sha256, id, ['cat', 'moon'])).toBe(proofOf(sha256, id, ['moon', 'cat']));
    expect(proofOf(sha256, id, ['cat', 'moon'])).not.toBe(proofOf(sha256, id, ['cat', 'sun']));
    expect(proofOf(sha256, id, ['cat', 'moon'])).not.toBe(proofOf(sha256, newAppointment(), ['cat', 'moon']));
  });
});
