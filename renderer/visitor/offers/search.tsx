/** What there is to find, by words: the line, the keys, and what fits so far. */
import { useMemo, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Field } from '../../ui/keyboard/field.tsx';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import { useHandsOnly } from '../hands.ts';
import { Head } from '../head.tsx';
import page from '../page.module.css';
import type { SearchStep } from '../steps.ts';
import { matcherOf, type Match } from './matches.ts';
import { SEARCHED } from './paths.ts';
import { Said } from './said.tsx';
import styles from './search.module.css';
import type { OffersParts } from './watch.ts';
import { useWhen } from './when.ts';

/** What stands under the line at once: as much as an eye takes in. */
const SHOWN = 6;

export function Search({ session, sitting, view, offers, step }: OffersParts & { step: SearchStep }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const disabled = session.echo !== null;
  const { text, shows } = step;
  useHandsOnly(text, (before) => sitting.act({ kind: 'wrote', text: before }));
  const found = useMatches(offers, view)(text).slice(0, SHOWN);
  const count = t('search.found', { count: found.length });
  return (
    <main className={`${page.page} ${styles.search}`} data-ground="paper" data-grows>
      <Head question={t('offers.question')} />
      <div className={styles.body} data-shows={shows}>
        <Field label={t('offers.question')} icon="magnifying-glass" text={text} holds={SEARCHED} onText={(wrote) => sitting.act({ kind: 'wrote', text: wrote })} />
        <div className={styles.found}>
          <p role="status" className={found.length > 0 ? 'only-heard' : styles.said}>
            {found.length > 0 ? null : (
              <span className={styles.glass}>
                <Icon name="magnifying-glass" />
              </span>
            )}
            {text.trim() === '' ? t('search.hint') : found.length === 0 ? t('search.none') : count}
          </p>
          <ul className={styles.rows}>
            {found.map((match) => (
              <li key={match.offer.id}>
                <Row match={match} view={view} disabled={disabled} onChoose={() => sitting.act({ kind: 'seeOffer', offer: match.offer.id })} />
              </li>
            ))}
          </ul>
        </div>
        <div className={styles.keys}>
          <Keyboard language={language} languages={view.languages} disabled={disabled} onKey={(key) => sitting.act({ kind: 'key', key })} />
        </div>
      </div>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        {shows === 'found' ? null : (
          <span className={styles.show}>
            <Button role="goOn" icon="arrow-right" words={found.length === 0 ? t('search.show') : count} disabled={disabled || found.length === 0} waits={found.length === 0} onPress={() => sitting.act({ kind: 'showFound' })} />
          </span>
        )}
      </footer>
    </main>
  );
}

/** What fits, once the station has said what there is. */
function useMatches(offers: OffersParts['offers'], { languages: [first = 'es'] }: OffersParts['view']): (typed: string) => readonly Match[] {
  const t = useWords('visitor');
  const language = useLanguage();
  return useMemo(() => matcherOf(offers ?? { services: [], activities: [] }, { language, first, sector: (sector) => t(`offers.sector.${sector}`) }), [offers, language, first, t]);
}

interface RowProps extends Pick<OffersParts, 'view'> {
  readonly match: Match;
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

function Row({ match, view, disabled, onChoose }: RowProps): ReactNode {
  const when = useWhen(view.zone);
  const { kind, offer } = match;
  return (
    <button type="button" className={styles.row} data-kind={kind} disabled={disabled} onClick={onChoose}>
      <span className={styles.picture}>
        <Icon name={kind === 'service' ? `sector-${offer.sector}` : `activity-${offer.icon}`} />
      </span>
      <span className={styles.name}>
        <Said of={offer.name} view={view} />
      </span>
      <span className={styles.about}>{kind === 'service' ? <Said of={offer.where} view={view} /> : Object.values(when(offer)).join(' · ')}</span>
    </button>
  );
}
