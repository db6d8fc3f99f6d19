/** The wall's loudspeaker: rings for fresh calls, and asks for a touch where the browser wants one. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import chimeFile from '../../assets/sounds/chime.wav';
import { screenTimers } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import { createBell, type Bell } from './chime.ts';
import styles from './display.module.css';

/** @param ringFor how many calls were fresh, with the view they came in; each such pair is rung once. */
export function Sound({ ringFor }: { ringFor: { readonly count: number } }): ReactNode {
  const t = useWords('display');
  const audio = useRef<HTMLAudioElement>(null);
  const bell = useRef<Bell>(undefined);
  const rung = useRef(ringFor);
  const [blocked, setBlocked] = useState(false);

  useEffect(() => {
    bell.current = createBell(
      () => audio.current?.play() ?? Promise.resolve(),
      () => setBlocked(true),
    );
    return whenSoundIsBlocked(() => setBlocked(true));
  }, []);

  useEffect(() => {
    if (rung.current === ringFor) return;
    rung.current = ringFor;
    bell.current?.ring(ringFor.count);
  }, [ringFor]);

  const allow = (): void => {
    setBlocked(false);
    bell.current?.ring(1);
  };
  return (
    <>
      {/* The call is on the wall in words: the sound says nothing that they don't. */}
      <audio ref={audio} src={chimeFile} preload="auto" onEnded={() => bell.current?.ended()} />
      {blocked ? (
        <button type="button" className={styles.pill} onClick={allow}>
          <Icon name="speaker" />
          <span>{t('sound')}</span>
        </button>
      ) : null}
    </>
  );
}

/** How long a browser that allows sound may take to start its audio, in ms. */
const START_MS = 1_500;

/**
 * Browsers say beforehand, by holding an audio context back, that they won't play without a
 * touch: better to ask now than to lose the first chime.
 */
function whenSoundIsBlocked(tell: () => void): () => void {
  const context = new AudioContext();
  const cancel = screenTimers.after(START_MS, () => {
    if (context.state === 'suspended') tell();
    void context.close();
  });
  return () => {
    cancel();
    if (context.state !== 'closed') void context.close();
  };
}
