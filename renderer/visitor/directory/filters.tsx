/** What may be wanted of the services of a list, each one touch: only what some of them differ by. */
import type { ReactNode } from 'react';
import type { DirectoryView } from '../../../shared/contract/directory.ts';
import type { Sector } from '../../../shared/domain/offers/offers.ts';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import type { Wishes } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import styles from './directory.module.css';
import { Tongue } from './tongue.tsx';

interface FiltersProps extends Pick<PageParts, 'session' | 'sitting'> {
  readonly asks: DirectoryView['asks'];
  readonly sector: Sector;
  /** Kinds of it. */
  readonly terms: DirectoryView['terms'];
  readonly wishes: Wishes;
}

export function Filters({ session, sitting, asks, sector, terms, wishes }: FiltersProps): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const want = (change: Partial<Wishes>): void => sitting.act({ kind: 'want', change });
  const toggle = (name: string, icon: IconName, words: ReactNode, isOn: boolean, onChoose: () => void): ReactNode => (
    <button key={name} type="button" className={styles.wish} data-wish={name} aria-pressed={isOn} disabled={session.echo !== null} onClick={onChoose}>
      <Icon name={isOn ? 'check' : icon} />
      <span>{words}</span>
    </button>
  );
  const { audience, term, spoken } = wishes;
  const chosen = terms.find(({ id }) => id === term);
  const all = [
    // First: it is what it is for.
    terms.length > 0 || term !== null
      ? toggle('term', `sector-${sector}`, chosen ? <Tongue of={chosen.name} /> : t('directory.kind'), term !== null, () => (term === null ? sitting.act({ kind: 'narrowBy', by: 'term' }) : want({ term: null })))
      : null,
    asks.isOpen ? toggle('open', 'door-open', t('directory.ask.isOpen'), wishes.isOpen, () => want({ isOpen: !wishes.isOpen })) : null,
    asks.isFree ? toggle('free', 'free', t('directory.ask.isFree'), wishes.isFree, () => want({ isFree: !wishes.isFree })) : null,
    asks.isStepFree ? toggle('step-free', 'disability', t('directory.ask.isStepFree'), wishes.isStepFree, () => want({ isStepFree: !wishes.isStepFree })) : null,
    // On for the one who reads: what is spoken there in their language.
    spoken !== null || asks.spoken.includes(language) ? toggle('spoken', 'chat', t('directory.ask.spoken'), spoken !== null, () => want({ spoken: spoken === null ? language : null })) : null,
    asks.audiences.length > 0 || audience !== null
      ? toggle('whom', 'users-three', audience === null ? t('directory.ask.whom') : t(`directory.audience.${audience}`), audience !== null, () => (audience === null ? sitting.act({ kind: 'narrowBy', by: 'audience' }) : want({ audience: null })))
      : null,
  ].filter((each) => each !== null);
  if (all.length === 0) return null;
  return (
    <div role="group" aria-label={t('directory.ask.title')} className={styles.wishes} data-count={all.length}>
      {all}
    </div>
  );
}
