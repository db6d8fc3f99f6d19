/** The loudspeaker, or headphones where the system says that some are plugged in. In: a file. Out: sound. */
import type { OpenSound } from './player.ts';

export interface Loudspeaker {
  readonly open: OpenSound;
  /**
   * From the next sound on.
   * @param sink a device's id; undefined for the system's own choice.
   * @returns whether that is another place than before.
   */
  readonly sendTo: (sink: string | undefined) => boolean;
}

export function createLoudspeaker(): Loudspeaker {
  let place: string | undefined;
  return {
    open: (file, onEnd) => play(file, place, onEnd),
    sendTo(sink) {
      const isOther = place !== sink;
      place = sink;
      return isOther;
    },
  };
}

function play(file: string, sink: string | undefined, onEnd: () => void): ReturnType<OpenSound> {
  const audio = new Audio(file);
  audio.preload = 'auto';
  audio.addEventListener('ended', onEnd, { once: true });
  // A word that can't be had is passed over: it stands on the screen all the same.
  audio.addEventListener('error', onEnd, { once: true });
  const placed = sink === undefined ? Promise.resolve() : audio.setSinkId(sink);
  return {
    play: () => {
      // Into headphones or not at all: what was meant for one pair of ears is not said to the room.
      placed.then(() => audio.play()).catch((error: unknown) => {
        // Whoever pauses or stops it while it begins has not heard its end.
        if (!(error instanceof DOMException && error.name === 'AbortError')) onEnd();
      });
    },
    pause: () => audio.pause(),
    stop: () => {
      audio.pause();
      audio.removeAttribute('src');
    },
    setVolume: (volume) => {
      audio.volume = volume;
    },
  };
}
