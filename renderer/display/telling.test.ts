import { describe, expect, test } from 'vitest';
import { FakeTimers } from '../../tests/fixtures/fake-timers.ts';
import { AGAIN_MS, CHIME_MS, SHOWN_MS, tell } from './telling.ts';

const SAYING = { files: () => ['a.opus'] };

interface Wall {
  readonly heard: string[];
  readonly timers: FakeTimers;
  readonly end: () => void;
  /** The voice has come to its end. */
  readonly spoken: () => void;
}

function wall({ hasMore = false, blocked = false, sayings = [SAYING] } = {}): Wall {
  const heard: string[] = [];
  const timers = new FakeTimers();
  let ended = (): void => {};
  const end = tell(() => sayings, {
    chime: () => (blocked ? Promise.reject(new Error('NotAllowedError')) : Promise.resolve(void heard.push('chime'))),
    onBlocked: () => heard.push('blocked'),
    player: {
      say: (_sayings, onEnd) => {
        heard.push('voice');
        ended = onEnd ?? ended;
      },
      stop: () => heard.push('stop'),
    },
    timers,
    hasMore: () => hasMore,
    onTold: () => heard.push('told'),
  });
  return { heard, timers, end, spoken: () => ended() };
}

describe('one call', () => {
  test('is rung for, then said twice, and told once both are over', async () => {
    const { heard, timers, spoken } = wall();
    expect(heard).toEqual(['chime']);
    await timers.pass(CHIME_MS);
    spoken();
    await timers.pass(AGAIN_MS);
    spoken();
    expect(heard).toEqual(['chime', 'voice', 'voice']);
    await timers.pass(SHOWN_MS);
    expect(heard).toEqual(['chime', 'voice', 'voice', 'told']);
  });

  test('is said once where others wait, and still stands long enough to be read', async () => {
    const { heard, timers, spoken } = wall({ hasMore: true });
    await timers.pass(CHIME_MS);
    spoken();
    await timers.pass(SHOWN_MS - CHIME_MS - 1);
    expect(heard).toEqual(['chime', 'voice']);
    await timers.pass(1);
    expect(heard).toEqual(['chime', 'voice', 'told']);
  });

  test('without a voice it is rung for and shown', async () => {
    const { heard, timers } = wall({ sayings: [] });
    await timers.pass(SHOWN_MS);
    expect(heard).toEqual(['chime', 'told']);
  });

  test('where the browser allows no sound yet, it is shown, and nothing is said to nobody', async () => {
    const { heard, timers } = wall({ blocked: true });
    await Promise.resolve();
    await timers.pass(SHOWN_MS);
    expect(heard).toEqual(['blocked', 'told']);
  });

  test('that is ended is silent at once', async () => {
    const { heard, timers, end } = wall();
    await timers.pass(CHIME_MS);
    end();
    await timers.pass(SHOWN_MS + AGAIN_MS);
    expect(heard).toEqual(['chime', 'voice', 'stop']);
  });
});
