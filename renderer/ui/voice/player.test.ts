import { beforeEach, describe, expect, it } from 'vitest';
import { createPlayer, VOLUMES, type Player, type Sound } from './player.ts';

/** Every sound that was opened, and what was asked of it. */
let log: string[];
let ends: Map<string, () => void>;
let timers: { after: (ms: number, then: () => void) => () => void; run: () => void };
let player: Player;

beforeEach(() => {
  log = [];
  ends = new Map();
  let due: (() => void)[] = [];
  timers = {
    after: (_, then) => {
      due.push(then);
      return () => {
        due = due.filter((each) => each !== then);
      };
    },
    run: () => {
      const now = due;
      due = [];
      for (const then of now) then();
    },
  };
  const open = (file: string, onEnd: () => void): Sound => {
    ends.set(file, onEnd);
    const note = (what: string) => () => {
      log.push(`${what} ${file}`);
    };
    return { play: note('play'), pause: note('pause'), stop: note('stop'), setVolume: (volume) => log.push(`${volume} ${file}`) };
  };
  player = createPlayer(open, timers);
});

const played = (): string[] => log.filter((line) => line.startsWith('play')).map((line) => line.slice(5));

describe('a player', () => {
  it('plays the files of a breath one after the other, and the next breath after a pause', () => {
    let over = 0;
    player.say([{ files: () => ['a', 'b'] }, { files: () => ['c'] }], () => (over += 1));
    expect(played()).toEqual(['a']);
    ends.get('a')?.();
    ends.get('b')?.();
    expect(played()).toEqual(['a', 'b']);
    timers.run();
    expect(played()).toEqual(['a', 'b', 'c']);
    expect(over).toBe(0);
    ends.get('c')?.();
    expect(over).toBe(1);
  });

  it('is interrupted by what is said next: the old sound stops and never goes on', () => {
    let over = 0;
    player.say([{ files: () => ['a', 'b'] }, { files: () => ['c'] }], () => (over += 1));
    player.say([{ files: () => ['x'] }]);
    expect(log).toContain('stop a');
    expect(log).toContain('stop b');
    ends.get('a')?.();
    timers.run();
    expect(played()).toEqual(['a', 'x']);
    expect(over).toBe(0);
  });

  it('pauses in the middle of a word and between two breaths, and goes on there', () => {
    player.say([{ files: () => ['a'] }, { files: () => ['b'] }]);
    player.pause(true);
    expect(log.at(-1)).toBe('pause a');
    player.pause(false);
    expect(log.at(-1)).toBe('play a');
    ends.get('a')?.();
    player.pause(true);
    timers.run();
    expect(played()).toEqual(['a', 'a']);
    player.pause(false);
    expect(played()).toEqual(['a', 'a', 'b']);
  });

  it('says nothing while it is paused, whatever it is given', () => {
    player.pause(true);
    player.say([{ files: () => ['a'] }]);
    expect(played()).toEqual([]);
    player.pause(false);
    expect(played()).toEqual(['a']);
  });

  it('puts a word behind what is said, and says it at once where nothing is', () => {
    player.sayNext({ files: () => ['a'] });
    timers.run();
    player.sayNext({ files: () => ['b'] });
    expect(played()).toEqual(['a']);
    ends.get('a')?.();
    timers.run();
    expect(played()).toEqual(['a', 'b']);
  });

  it('tells where it is, and passes over what has no sound', () => {
    const at: string[] = [];
    player.say([{ files: () => [], onBegin: () => at.push('first') }, { files: () => ['b'], onBegin: () => at.push('second') }]);
    timers.run();
    expect(at).toEqual(['first', 'second']);
    expect(played()).toEqual(['b']);
  });

  it('goes from quiet to loud by 18 dB in four steps, while it speaks as well', () => {
    player.say([{ files: () => ['a'] }]);
    player.setVolume(1);
    expect(log.at(-1)).toBe('0.125 a');
    player.say([{ files: () => ['b'] }]);
    expect(log).toContain('0.125 b');
    expect(20 * Math.log10(VOLUMES[3] / VOLUMES[0])).toBeGreaterThanOrEqual(18);
  });
});
