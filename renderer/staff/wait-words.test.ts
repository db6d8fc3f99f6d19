import { expect, test } from 'vitest';
import { toGo } from './wait-words.ts';

test('[Q5] a wait is said in minutes, and in hours from two hours on', () => {
  expect(toGo({ kind: 'under', minutes: 5 })).toEqual({ say: 'under', minutes: 5 });
  expect(toGo({ kind: 'between', fromMin: 85, toMin: 115 })).toEqual({ say: 'between', fromMin: 85, toMin: 115 });
  expect(toGo({ kind: 'between', fromMin: 55, toMin: 120 })).toEqual({ say: 'betweenHours', from: '0:55', to: '2:00' });
  expect(toGo({ kind: 'between', fromMin: 155, toMin: 490 })).toEqual({ say: 'betweenHours', from: '2:35', to: '8:10' });
});
