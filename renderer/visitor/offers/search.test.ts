import { describe, expect, test } from 'vitest';
import { OfferId } from '../../../shared/domain/ids.ts';
import { LocalTime } from '../../../shared/domain/events/local.ts';
import { createSitting, type Sitting } from '../sitting.ts';
import { ECHO_MS, FORM_MS, KEY_ECHO_MS, next, WARNING_MS, type Act } from '../session.ts';
import { START, type OffersStep, type Session } from '../steps.ts';
import { SEARCHED } from './paths.ts';

const SECTORS: OffersStep = { kind: 'offers', of: { kind: 'sectors' }, page: 0 };
const LOOKING: Session = { ...START, step: { kind: 'search', text: '', shows: 'keys', from: SECTORS } };

const letter = (typed: string): Act => ({ kind: 'key', key: { kind: 'letter', letter: typed } });

/** Acts a second apart. */
function after(...acts: readonly Act[]): Session {
  return acts.reduce((session, act, at) => next(session, act, at * 1000), LOOKING);
}

describe('words that are looked for', () => {
  test('come from the screen’s keys and from the machine’s, into one line', () => {
    const session = after(letter('s'), letter('a'), { kind: 'wrote', text: 'salu' }, letter('d'), { kind: 'key', key: { kind: 'space' } }, letter('x'), { kind: 'key', key: { kind: 'erase' } });
    expect(session.step).toEqual({ kind: 'search', text: 'salud ', shows: 'keys', from: SECTORS });
  });

  test('a trembling hand types one letter, a quick one two that are alike', () => {
    const first = next(LOOKING, letter('l'), 0);
    expect(next(first, letter('l'), KEY_ECHO_MS - 1)).toBe(first);
    expect(next(first, letter('l'), KEY_ECHO_MS).step).toMatchObject({ text: 'll' });
    expect(next(first, letter('a'), 1).step).toMatchObject({ text: 'la' });
  });

  test('are a few: more does not fit', () => {
    const full: Session = { ...START, step: { kind: 'search', text: 'a'.repeat(SEARCHED.most), shows: 'keys', from: SECTORS } };
    expect(next(full, letter('b'), 0)).toBe(full);
  });

  test('stay when the keys make room for what was found, and when one comes back to them', () => {
    const found = after(letter('s'), { kind: 'showFound' });
    expect(found.step).toEqual({ kind: 'search', text: 's', shows: 'found', from: SECTORS });
    expect(next({ ...found, echo: null }, { kind: 'back' }, 9_000).step).toEqual({ kind: 'search', text: 's', shows: 'keys', from: SECTORS });
  });

  test('stay while one reads about something that was found, and lead back to the sectors', () => {
    const offer = OfferId.parse('meals');
    const read = after(letter('s'), { kind: 'seeOffer', offer, date: LocalTime.parse('2026-11-23T18:30') });
    expect(read.step).toMatchObject({ kind: 'offer', offer });
    const back = next({ ...read, echo: null }, { kind: 'back' }, 9_000);
    expect(back.step).toMatchObject({ kind: 'search', text: 's' });
    expect(next({ ...back, echo: null }, { kind: 'back' }, 18_000).step).toEqual(SECTORS);
  });

  test('on any other page a key types nothing', () => {
    expect(next(START, letter('a'), 0)).toBe(START);
    expect(next(START, { kind: 'wrote', text: 'a' }, 0)).toBe(START);
    expect(next(START, { kind: 'showFound' }, 0)).toBe(START);
  });
});

describe('whoever types', () => {
  /** Time moves when told; what it rings for is rung. */
  function sat(): { sitting: Sitting; pass: (ms: number) => void } {
    let now = 0;
    const waits = new Set<{ readonly at: number; readonly ring: () => void }>();
    const sitting = createSitting({
      bridge: { call: () => new Promise(() => undefined), withdraw: () => undefined },
      clock: { now: () => now, monotonic: () => now },
      timers: {
        after(ms, ring) {
          const wait = { at: now + ms, ring };
          waits.add(wait);
          return () => waits.delete(wait);
        },
      },
    });
    const pass = (ms: number): void => {
      now += ms;
      for (const wait of [...waits].filter(({ at }) => at <= now)) {
        waits.delete(wait);
        wait.ring();
      }
    };
    return { sitting, pass };
  }

  test('[X4] is not asked whether anybody is there, however long it takes, key by key; what was typed goes with them', () => {
    const { sitting, pass } = sat();
    for (const act of OPENS) {
      sitting.act(act);
      pass(ECHO_MS);
    }
    for (const typed of 'comedor') {
      pass(FORM_MS - 1);
      expect(sitting.session().idle?.warnsAt).toBeDefined();
      sitting.act(letter(typed));
    }
    expect(sitting.session()).toMatchObject({ visitor: 1, step: { kind: 'search', text: 'comedor' } });
    // A key that adds nothing is a touch all the same.
    pass(FORM_MS + WARNING_MS - 1);
    sitting.act({ kind: 'stirred' });
    pass(FORM_MS + WARNING_MS - 1);
    expect(sitting.session()).toMatchObject({ visitor: 1, step: { kind: 'search' } });
    pass(1);
    expect(sitting.session()).toMatchObject({ visitor: 2, step: { kind: 'home' } });
    expect(JSON.stringify(sitting.session())).not.toContain('comedor');
  });
});

/** The way to the page. */
const OPENS: readonly Act[] = [{ kind: 'list', of: { kind: 'sectors' } }, { kind: 'search' }];
