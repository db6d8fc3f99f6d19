import { expect, test } from 'vitest';
import { Label } from '../../shared/domain/label.ts';
import { labelEms } from './label-width.ts';

test('a label is as wide as its letters, lane and digits, as measured in a browser', () => {
  const ems = (label: { letter: string; lane?: string; number: number }): number => labelEms(Label.parse(label));
  expect(ems({ letter: 'A', number: 17 })).toBeCloseTo(2.802, 2);
  expect(ems({ letter: 'A', number: 1024 })).toBeCloseTo(3.399, 2);
  expect(ems({ letter: 'A', lane: 'K', number: 17 })).toBeCloseTo(3.473, 2);
  expect(ems({ letter: 'A', lane: 'KB', number: 9999 })).toBeCloseTo(4.719, 2);
  expect(ems({ letter: 'W', lane: 'WW', number: 9999 })).toBeCloseTo(5.4, 1);
});
