import { expect, it } from 'vitest';
import { FromScreen } from './shell.ts';

it('[W1] a preload says that a page is there, or hands a frame of a numbered session, and nothing more', () => {
  const isRead = (message: unknown): boolean => FromScreen.safeParse(message).success;
  expect([{ kind: 'hello' }, { kind: 'frame', session: 1, frame: { any: 'thing' } }].map(isRead)).toEqual([true, true]);
  expect([{ kind: 'hello', trust: 'staff' }, { kind: 'frame', session: 1, frame: 1, trust: 'staff' }, { kind: 'frame', session: 0, frame: 1 }, { kind: 'up' }].map(isRead)).toEqual(Array(4).fill(false));
});
