/** The wall's loudspeaker: rings for the call in hand, or for a notice, and says it, and asks for a touch where the browser wants one. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import chimeFile from '../../assets/sounds/chime.wav';
import type { DisplayView, ShownCall } from '../../shared/contract/views.ts';
import type { NoticeSays } from '../../shared/domain/notice/notice.ts';
import { screenTimers } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { useSaid } from '../ui/notice.tsx';
import { createLoudspeaker, createPlayer, type Player, type Saying } from '../ui/voice/index.ts';
import { useWords } from '../ui/words.ts';
import type { Announcing } from './announcing.ts';
import styles from './display.module.css';
import { useVoices } from './speech.ts';
import { tell } from './telling.ts';
import { DISPLAY_WORDS } from './words.ts';

const NOTHING: NoticeSays = { kind: 'own', text: {} };

interface SoundProps {
  readonly announcing: Announcing;
  readonly view: Pick<DisplayView, 'spoken' | 'notice' | 'languages'>;
  readonly onTold: (call: ShownCall) => void;
}

/** Between two times that a notice is told, while it stands. Milliseconds. */
const NOTICE_EVERY_MS = 30_000;

export function Sound({ announcing: { now, isTelling, due }, view: { spoken, notice, languages }, onTold }: SoundProps): ReactNode {
  const t = useWords('display');
  const audio = useRef<HTMLAudioElement>(null);
  const [player] = useState(openPlayer);
  const [blocked, setBlocked] = useState(false);
  const voices = useVoices(spoken);
  const said = useSaid(notice?.says ?? NOTHING, languages, DISPLAY_WORDS);
  // A notice comes before all calls; the one in hand is told from its beginning after it.
  const call = isTelling && !notice ? now : null;
  // Asked while something is told: that goes on, whatever comes meanwhile.
  const latest = useRef({ voices, call, said, hasMore: due.length > 0, onTold });
  useEffect(() => {
    latest.current = { voices, call, said, hasMore: due.length > 0, onTold };
  });
  useEffect(() => whenSoundIsBlocked(() => setBlocked(true)), []);

  const key = call?.key;
  useEffect(() => {
    const { call: of } = latest.current;
    if (key === undefined || !of) return undefined;
    return tell(() => latest.current.voices.flatMap((voice) => voice.ofCall(of) ?? []), { chime: () => ring(audio.current), onBlocked: () => setBlocked(true), player, timers: screenTimers, hasMore: () => latest.current.hasMore, onTold: () => latest.current.onTold(of) });
  }, [key, player]);

  const raised = notice?.id;
  useEffect(() => {
    if (raised === undefined) return undefined;
    let end = (): void => {};
    const again = (): void => {
      const sayings = (): Saying[] => latest.current.voices.flatMap((voice) => voice.of(new Map(latest.current.said).get(voice.language) ?? '') ?? []);
      const next = (): void => {
        end = screenTimers.after(NOTICE_EVERY_MS, again);
      };
      end = tell(sayings, { chime: () => ring(audio.current), onBlocked: () => setBlocked(true), player, timers: screenTimers, hasMore: () => false, onTold: next });
    };
    again();
    return () => end();
  }, [raised, player]);

  const allow = (): void => {
    setBlocked(false);
    void ring(audio.current).catch(() => setBlocked(true));
  };
  return (
    <>
      {/* The call is on the wall in words: the sound says nothing that they don't. */}
      <audio ref={audio} src={chimeFile} preload="auto" />
      {blocked ? (
        <button type="button" className={styles.pill} onClick={allow}>
          <Icon name="speaker" />
          <span>{t('sound')}</span>
        </button>
      ) : null}
    </>
  );
}

function openPlayer(): Player {
  const player = createPlayer(createLoudspeaker().open, screenTimers);
  // A room is louder than a screen one stands at.
  player.setVolume(4);
  return player;
}

/** From its beginning, also where the last one has not ended. */
function ring(audio: HTMLAudioElement | null): Promise<void> {
  if (!audio) return Promise.resolve();
  audio.currentTime = 0;
  return audio.play();
}

/** How long a browser that allows sound may take to start its audio, in ms. */
const START_MS = 1_500;

/**
 * Browsers say beforehand, by holding an audio context back, that they won't play without a
 * touch: better to ask now than to lose the first chime.
 */
function whenSoundIsBlocked(say: () => void): () => void {
  const context = new AudioContext();
  const cancel = screenTimers.after(START_MS, () => {
    if (context.state === 'suspended') say();
    void context.close();
  });
  return () => {
    cancel();
    if (context.state !== 'closed') void context.close();
  };
}
