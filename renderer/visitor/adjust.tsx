/**
 * How a visitor has the screen: larger letters, black and white, lower, slower; while it is said aloud,
 * how it is said. At the foot of every page, in the same place. In: the session. Out: taps, and what the root element says to the styles.
 */
import { useEffect, useLayoutEffect, useRef, useState, type ReactNode, type RefObject } from 'react';
import type { Language } from '../../shared/domain/centre.ts';
import AUTONYMS from '../../assets/locales/autonyms.json';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import styles from './adjust.module.css';
import { LeaveNow } from './leave-now.tsx';
import type { Sitting } from './sitting.ts';
import type { Access, Session } from './steps.ts';

const PILLS: readonly (readonly [keyof Access, IconName])[] = [
  ['large', 'letters'],
  ['contrast', 'contrast'],
  ['low', 'lower'],
  ['slow', 'hourglass'],
];

/** Of a page that is longer than the screen, how much goes by at one touch of an arrow. */
const PAGE = 0.6;

interface AdjustProps {
  readonly session: Session;
  readonly sitting: Sitting;
  /** Whether there is a way out at once. */
  readonly leaves: boolean;
  /** Those of the centre, in its order. */
  readonly languages: readonly Language[];
  /** The pills of whoever listens; where nothing can be heard there are none. */
  readonly children?: ReactNode;
}

export function Adjust({ session: { access, listening, step }, sitting, leaves, languages, children }: AdjustProps): ReactNode {
  const t = useWords('visitor');
  useLook(access);
  const bar = useRef<HTMLDivElement>(null);
  useHeight(bar);
  return (
    <div ref={bar} role="group" aria-label={t('adjust.title')} className={styles.bar}>
      {leaves ? <LeaveNow sitting={sitting} /> : null}
      {children}
      {(listening.on ? [] : PILLS).map(([what, icon]) => (
        <button key={what} type="button" className={styles.pill} data-adjusts={what} aria-pressed={access[what]} onClick={() => sitting.act({ kind: 'adjust', what })}>
          <Icon name={icon} />
          <span>{t(`adjust.${what}`)}</span>
        </button>
      ))}
      {step.kind === 'home' ? null : <NextLanguage languages={languages} sitting={sitting} />}
      <Arrows />
    </div>
  );
}

/** On from language to language, each by its own name; the first page has them all. */
function NextLanguage({ languages, sitting }: Pick<AdjustProps, 'languages' | 'sitting'>): ReactNode {
  const t = useWords('visitor');
  const spoken = useLanguage();
  const next = languages[(languages.indexOf(spoken) + 1) % languages.length];
  if (next === undefined || next === spoken) return null;
  return (
    <button type="button" className={styles.pill} data-speaks aria-label={`${t('adjust.language')}: ${AUTONYMS[spoken]}`} onClick={() => sitting.act({ kind: 'speak', language: next })}>
      <Icon name="globe" />
      <span lang={spoken}>{AUTONYMS[spoken]}</span>
    </button>
  );
}

/** [X4] Styles hear of it from the root element; with the visitor it goes. */
function useLook({ large, contrast, low }: Access): void {
  useLayoutEffect(() => {
    const root = document.documentElement;
    const looks = { large, contrast, low };
    for (const [name, on] of Object.entries(looks)) root.toggleAttribute(`data-${name}`, on);
    return () => {
      for (const name of Object.keys(looks)) root.removeAttribute(`data-${name}`);
    };
  }, [large, contrast, low]);
}

/** How high the bar stands, for what is to be seen above it. */
function useHeight(bar: RefObject<HTMLDivElement | null>): void {
  useLayoutEffect(() => {
    const { current } = bar;
    if (!current) return undefined;
    const watch = new ResizeObserver(() => document.documentElement.style.setProperty('--bar', `${current.offsetHeight}px`));
    watch.observe(current);
    return () => watch.disconnect();
  }, [bar]);
}

/** Where large letters make a page longer than the screen: up and down by single taps. */
function Arrows(): ReactNode {
  const t = useWords('visitor');
  const isLong = useIsLong();
  if (!isLong) return null;
  const go = (way: 1 | -1): void => window.scrollBy({ top: way * window.innerHeight * PAGE });
  return (
    <div className={styles.arrows}>
      <button type="button" className={styles.pill} data-arrow aria-label={t('adjust.up')} onClick={() => go(-1)}>
        <Icon name="arrow-up" />
        <span>{t('adjust.up')}</span>
      </button>
      <button type="button" className={styles.pill} data-arrow aria-label={t('adjust.down')} onClick={() => go(1)}>
        <Icon name="arrow-down" />
        <span>{t('adjust.down')}</span>
      </button>
    </div>
  );
}

function useIsLong(): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    const place = document.getElementById('screen')?.firstElementChild;
    if (!place) return undefined;
    const watch = new ResizeObserver(() => setLong(document.documentElement.scrollHeight > window.innerHeight + 1));
    watch.observe(place);
    watch.observe(document.documentElement);
    return () => watch.disconnect();
  }, []);
  return isLong;
}
