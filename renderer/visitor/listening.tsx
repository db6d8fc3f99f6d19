/**
 * The page, said aloud to whoever asks for it. In: the session and what stands on the page. Out: a
 * voice that begins with each page and ends where one goes on; what it says now is marked. Nothing is
 * said that is not seen.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { Language } from '../../shared/domain/centre.ts';
import { keyOf } from '../../shared/speech/tokens.ts';
import AUTONYMS from '../../assets/locales/autonyms.json';
import { screenTimers } from '../ui/clock.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { createLoudspeaker, createPlayer, fileOf, read, recordingsIn, useHeadphones, voicedLanguages, type Loudspeaker, type Player, type Saying, type Utterance } from '../ui/voice/index.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import styles from './adjust.module.css';
import { useHeard } from './heard.ts';
import { pageOf, type Session } from './steps.ts';
import type { Sitting } from './sitting.ts';

interface ListeningProps {
  readonly session: Session;
  readonly sitting: Sitting;
}

/** A page settles before it is read, in ms: what was asked for may come with it. */
const SETTLES_MS = 250;

/** What is still recorded is waited for so long, in ms; the rest of the page is there by the time it is reached. */
const LONGEST_WAIT_MS = 5_000;
/** After so long it is also said that it takes a moment: not everybody sees it. */
const SAID_AFTER_MS = 1_500;

/** The key of a keypad that turns the voice on and off. */
const VOICE_KEY = '*';

export function Listening({ session, sitting }: ListeningProps): ReactNode {
  const language = useLanguage();
  const languages = useVoicedLanguages();
  const headphones = useHeadphones();
  const [{ loudspeaker, player }] = useState(openVoice);
  const { on } = session.listening;
  const [isAwaited, setAwaited] = useState(false);
  const can = languages?.includes(language) === true;

  useEffect(() => {
    if (!loudspeaker.sendTo(headphones)) return;
    player.stop();
    sitting.act({ kind: 'headphones', there: headphones !== undefined });
  }, [headphones, loudspeaker, player, sitting]);

  useEffect(() => {
    if (!can) return undefined;
    const toggle = ({ key, repeat, target }: KeyboardEvent): void => {
      // Where words are typed it is a character like others.
      if (key === VOICE_KEY && !repeat && !(target instanceof HTMLInputElement)) sitting.act({ kind: 'listen', what: 'on' });
    };
    document.addEventListener('keydown', toggle);
    return () => document.removeEventListener('keydown', toggle);
  }, [can, sitting]);

  useEffect(() => player.setVolume(session.listening.volume), [player, session.listening.volume]);
  useEffect(() => player.pause(session.listening.paused), [player, session.listening.paused]);
  // [X4] A voice that speaks to nobody says nothing.
  useEffect(() => () => player.stop(), [player, session.visitor]);

  return (
    <>
      {can ? <Pills session={session} sitting={sitting} isAwaited={isAwaited} /> : null}
      {can && on ? <Reader session={session} sitting={sitting} player={player} onAwaited={setAwaited} /> : null}
      {on ? null : <Names named={session.listening.named} language={session.language} languages={languages} player={player} />}
    </>
  );
}

function openVoice(): { readonly loudspeaker: Loudspeaker; readonly player: Player } {
  const loudspeaker = createLoudspeaker();
  return { loudspeaker, player: createPlayer(loudspeaker.open, screenTimers) };
}

interface PillsProps extends ListeningProps {
  /** The page is being recorded. */
  readonly isAwaited: boolean;
}

function Pills({ session: { listening }, sitting, isAwaited }: PillsProps): ReactNode {
  const t = useWords('visitor');
  const pill = (what: 'on' | 'again' | 'paused' | 'volume', icon: IconName, words: string, pressed?: boolean): ReactNode => (
    <button key={what} type="button" className={styles.pill} data-listens={what} aria-pressed={pressed} onClick={() => sitting.act({ kind: 'listen', what })}>
      <Icon name={icon} />
      <span>{words}</span>
    </button>
  );
  return (
    <>
      {pill('on', 'ear', isAwaited ? t('services.working') : t('listen.on'), listening.on)}
      {listening.on ? (
        <>
          {pill('again', 'undo', t('listen.again'))}
          {pill('paused', listening.paused ? 'play' : 'pause', listening.paused ? t('listen.goOn') : t('listen.pause'))}
          {pill('volume', 'speaker', t('listen.volume', { step: listening.volume }))}
        </>
      ) : null}
    </>
  );
}

interface NamesProps {
  readonly named: number;
  readonly language: Language | null;
  /** Undefined until it is known which have a voice. */
  readonly languages: readonly string[] | undefined;
  readonly player: Player;
}

/** The name of a language, in that language, when it is touched: for whoever can't read it. */
function Names({ named, language, languages, player }: NamesProps): ReactNode {
  const said = useRef(named);
  useEffect(() => {
    // Whoever is faster than the list of voices hears the name once it is here.
    if (languages === undefined) return;
    const isNew = named > said.current;
    said.current = named;
    if (!isNew || language === null || !languages.includes(language)) return;
    recordingsIn(language).then(
      (index) => {
        const name = index[keyOf(AUTONYMS[language])];
        if (name !== undefined) player.say([{ files: () => [fileOf(language, name)] }]);
      },
      // It stands there in letters as well.
      () => {},
    );
  }, [named, language, languages, player]);
  return null;
}

interface ReaderProps extends ListeningProps {
  readonly player: Player;
  /** Whoever listens has to wait, or no longer. */
  readonly onAwaited: (isAwaited: boolean) => void;
}

/** Reads each page from its top; then what changes on it, and what the keys stand on. */
function Reader({ session, sitting, player, onAwaited }: ReaderProps): ReactNode {
  const language = useLanguage();
  const { filesOf, isReady } = useHeard(session.step, language);
  // More words may be recorded while a page is read, which then is not begun again.
  const known = useRef(filesOf);
  useEffect(() => {
    known.current = filesOf;
  }, [filesOf]);
  const page = `${session.visitor} ${pageOf(session)} ${session.listening.again} ${language}`;
  const canSay = useBegun({ page, filesOf, isReady, player, onAwaited });

  useEffect(() => {
    if (!canSay) return undefined;
    const say = ({ text, element }: Utterance): Saying => ({
      files: () => known.current?.(text) ?? [],
      onBegin: () => {
        mark(element);
        // Whoever is being read to is there; a question whether they are is not answered by itself.
        if (element.closest('dialog') === null) sitting.act({ kind: 'stirred' });
      },
    });
    const readPage = (): void => player.say(fromHeading(read(placeOf())).map(say), unmark);
    const begins = screenTimers.after(SETTLES_MS, readPage);

    const changed = new MutationObserver((changes) => {
      // The screen asks whether anybody is there: that comes before all else.
      if (changes.some(({ target, attributeName }) => attributeName === 'open' && target instanceof HTMLDialogElement && target.open)) return readPage();
      const told = new Set(changes.flatMap(({ target }) => (target instanceof Element ? target : target.parentElement)?.closest<HTMLElement>('[role=status], [role=alert]') ?? []));
      for (const element of told) for (const utterance of read(element)) player.sayNext(say(utterance));
      return undefined;
    });
    changed.observe(document.body, { subtree: true, childList: true, characterData: true, attributeFilter: ['aria-label', 'open'] });

    const focused = ({ target }: Event): void => {
      if (target instanceof HTMLElement && target.matches('button:focus-visible')) player.say(read(target).map(say), unmark);
    };
    const pressed = ({ target }: Event): void => {
      if (target instanceof Element && target.closest('main button')) player.stop();
    };
    document.addEventListener('focusin', focused);
    document.addEventListener('click', pressed);
    return () => {
      begins();
      changed.disconnect();
      document.removeEventListener('focusin', focused);
      document.removeEventListener('click', pressed);
      player.stop();
      unmark();
    };
  }, [page, canSay, player, sitting]);
  return null;
}

interface BegunParts extends Pick<ReaderProps, 'player' | 'onAwaited'>, ReturnType<typeof useHeard> {
  readonly page: string;
}

/** Whether a page may be read: once what is missing of it is recorded, or was waited for long enough; from then on it is. */
function useBegun({ page, filesOf, isReady, player, onAwaited }: BegunParts): boolean {
  const t = useWords('visitor');
  const [begun, setBegun] = useState<string>();
  const awaits = filesOf !== undefined && begun !== page;
  if (awaits && isReady) setBegun(page);
  const takesAMoment = useRef((): void => {});
  useEffect(() => {
    takesAMoment.current = () => player.say([{ files: () => filesOf?.(t('services.working')) ?? [] }]);
  }, [filesOf, player, t]);
  useEffect(() => {
    if (!awaits) return undefined;
    const waits = [
      screenTimers.after(SETTLES_MS, () => onAwaited(true)),
      screenTimers.after(SAID_AFTER_MS, () => takesAMoment.current()),
      screenTimers.after(LONGEST_WAIT_MS, () => setBegun(page)),
    ];
    return () => {
      for (const callOff of waits) callOff();
      onAwaited(false);
    };
  }, [awaits, page, onAwaited]);
  return filesOf !== undefined && begun === page;
}

/** What lies over the page is what is read. */
function placeOf(): HTMLElement {
  return document.querySelector<HTMLElement>('dialog[open]') ?? document.querySelector<HTMLElement>('main') ?? document.body;
}

/** What the page is about comes first; what stands above it, as the centre's name and the time, last. */
function fromHeading(utterances: readonly Utterance[]): readonly Utterance[] {
  const at = Math.max(0, utterances.findIndex(({ element }) => element.matches('h1, h2')));
  return [...utterances.slice(at), ...utterances.slice(0, at)];
}

function mark(element: HTMLElement): void {
  unmark();
  element.dataset['heard'] = '';
}

function unmark(): void {
  for (const each of document.querySelectorAll<HTMLElement>('[data-heard]')) delete each.dataset['heard'];
}

/** @returns undefined until they are known. */
function useVoicedLanguages(): readonly string[] | undefined {
  const [languages, setLanguages] = useState<readonly string[]>();
  useEffect(() => {
    // A build without voices offers none.
    voicedLanguages().then(setLanguages, () => setLanguages([]));
  }, []);
  return languages;
}
