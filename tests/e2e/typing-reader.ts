/** A reader that types: a keyboard for the browser, whose keys come as fast as a reader's whatever else the machine does. */
import type { Page } from '@playwright/test';
import type { Key } from '../../renderer/ui/reader/pressed.ts';
import { systemClock } from '../../server/clock.ts';

const END = { Enter: '\r', Tab: '\t' } as const;

/** Seconds between two of its keys. */
const GAP_S = 0.004;

/** All keys at once, and what it is set to end with. */
export async function typeLikeReader(page: Page, keys: readonly Key[], end: readonly (keyof typeof END)[] = ['Enter']): Promise<void> {
  const reader = await page.context().newCDPSession(page);
  const begun = systemClock.now() / 1000;
  const events = [
    ...keys.map(({ key, code, shiftKey }) => ({ key, text: key, code, modifiers: shiftKey ? 8 : 0 })),
    ...end.map((key) => ({ key, text: END[key], code: key, modifiers: 0 })),
  ];
  await Promise.all(events.flatMap(({ text, ...event }, n) => {
    const timestamp = begun + n * GAP_S;
    return [reader.send('Input.dispatchKeyEvent', { type: 'keyDown', text, timestamp, ...event }), reader.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, ...event })];
  }));
  await reader.detach();
}

/** One that says characters and no keys. */
export function characters(text: string): Key[] {
  return Array.from(text, (key) => ({ key, code: '', shiftKey: false }));
}
