/**
 * Says one thing after the other. In: files to play, in order. Out: sounds, one at a time; whoever
 * asks for something else interrupts what was said. It does not know what the files hold.
 */
import type { Timers } from '../../../shared/domain/clock.ts';

/** Four steps of 6 dB each, the loudest last: 18 dB from end to end. */
export const VOLUMES = [0.125, 0.25, 0.5, 1] as const;
export type VolumeStep = 1 | 2 | 3 | 4;

/** One file, loading since it was opened. */
export interface Sound {
  readonly play: () => void;
  readonly pause: () => void;
  /** For good. */
  readonly stop: () => void;
  readonly setVolume: (volume: number) => void;
}

/** @param onEnd once, when it was played or can't be. */
export type OpenSound = (file: string, onEnd: () => void) => Sound;

/** What is said in one breath. */
export interface Saying {
  /** Asked when it is to be said: more may be recorded by then. */
  readonly files: () => readonly string[];
  readonly onBegin?: () => void;
}

export interface Player {
  /** Interrupts what is said. @param onEnd not called when this is interrupted itself. */
  readonly say: (sayings: readonly Saying[], onEnd?: () => void) => void;
  /** After what is said now. */
  readonly sayNext: (saying: Saying) => void;
  readonly stop: () => void;
  readonly pause: (paused: boolean) => void;
  readonly setVolume: (step: VolumeStep) => void;
}

/** Between two breaths, in ms. */
const BREATH_MS = 280;

export function createPlayer(open: OpenSound, timers: Timers): Player {
  let due: Saying[] = [];
  let files: string[] = [];
  let now: Sound | undefined;
  /** Opened while another plays, so that no silence falls between two words. */
  let ahead: { readonly file: string; readonly sound: Sound } | undefined;
  let cancelBreath = (): void => {};
  let waiting = false;
  let paused = false;
  let volume: number = VOLUMES[2];
  let finished = (): void => {};

  const stop = (): void => {
    cancelBreath();
    now?.stop();
    ahead?.sound.stop();
    now = undefined;
    ahead = undefined;
    waiting = false;
    due = [];
    files = [];
    finished = () => {};
  };

  const openNext = (file: string): Sound => {
    const sound: Sound = open(file, () => {
      // One that was stopped says nothing more of itself.
      if (now !== sound) return;
      now = undefined;
      advance();
    });
    sound.setVolume(volume);
    return sound;
  };

  const advance = (): void => {
    const file = files.shift();
    if (file === undefined) return breathe();
    now = ahead?.file === file ? ahead.sound : openNext(file);
    ahead = undefined;
    const next = files[0];
    if (next !== undefined) ahead = { file: next, sound: openNext(next) };
    if (!paused) now.play();
  };

  const begin = (): void => {
    waiting = false;
    const saying = due.shift();
    if (!saying) return;
    files = [...saying.files()];
    saying.onBegin?.();
    advance();
  };

  const breathe = (): void => {
    if (due.length === 0) {
      const tell = finished;
      finished = () => {};
      return tell();
    }
    waiting = true;
    if (!paused) cancelBreath = timers.after(BREATH_MS, begin);
  };

  return {
    say(sayings, onEnd = () => {}) {
      stop();
      due = [...sayings];
      finished = onEnd;
      if (due.length === 0) return;
      if (paused) waiting = true;
      else begin();
    },
    sayNext(saying) {
      const silent = now === undefined && !waiting;
      due.push(saying);
      if (silent) breathe();
    },
    stop,
    pause(wanted) {
      if (wanted === paused) return;
      paused = wanted;
      if (paused) {
        cancelBreath();
        now?.pause();
      } else if (waiting) begin();
      else now?.play();
    },
    setVolume(step) {
      volume = VOLUMES[step - 1] ?? 1;
      now?.setVolume(volume);
      ahead?.sound.setVolume(volume);
    },
  };
}
