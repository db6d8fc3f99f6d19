import { expect, test } from 'vitest';
import { ppiOf, USUAL_PPI } from './panel.ts';

test('the panel is the usual one unless the address plausibly says otherwise', () => {
  expect(ppiOf('visitor', '')).toBe(USUAL_PPI.visitor);
  expect(ppiOf('visitor', '?ppi=149')).toBe(149);
  for (const wrong of ['?ppi=', '?ppi=0', '?ppi=-5', '?ppi=9999', '?ppi=wide']) {
    expect(ppiOf('display', wrong)).toBe(USUAL_PPI.display);
  }
});
