/** What a scan sounds like: heard without looking, and each unlike the others in tune and not only in pitch. In: what came of it. Out: less than half a second of sound. */

/** `good`: up. `look`: twice the same. `bad`: down, and low. */
export type Tone = 'good' | 'look' | 'bad';

/** Hertz and seconds. */
const TUNES: Readonly<Record<Tone, readonly (readonly [hertz: number, from: number, to: number])[]>> = {
  good: [[660, 0, 0.1], [990, 0.1, 0.28]],
  look: [[520, 0, 0.12], [520, 0.2, 0.32]],
  bad: [[300, 0, 0.16], [200, 0.16, 0.44]],
};

const LOUD = 0.25;
/** Seconds in which a note comes and goes: without them it clicks. */
const EDGE_S = 0.015;

/** Made once, with the first sound: a page may hold few of them. */
let context: AudioContext | undefined;

export function sound(tone: Tone): void {
  context ??= new AudioContext();
  const { currentTime: now, destination } = context;
  // Where a browser wants a touch first, nothing is heard, and everything stands on the screen all the same.
  void context.resume();
  for (const [hertz, from, to] of TUNES[tone]) {
    const [note, volume] = [context.createOscillator(), context.createGain()];
    note.frequency.value = hertz;
    note.type = 'triangle';
    volume.gain.setValueAtTime(0, now + from);
    volume.gain.linearRampToValueAtTime(LOUD, now + from + EDGE_S);
    volume.gain.setValueAtTime(LOUD, now + to - EDGE_S);
    volume.gain.linearRampToValueAtTime(0, now + to);
    note.connect(volume).connect(destination);
    note.start(now + from);
    note.stop(now + to);
  }
}
