/** What there is to find, by words: the line, the keys, and what fits so far: services as the station finds them, activities as the page does. */
import { useMemo, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { nextOfEach } from '../../ui/offers.ts';
import { Icon } from '../../ui/icon.tsx';
import { Field } from '../../ui/keyboard/field.tsx';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import { askedInWords } from '../directory/asked.ts';
import { ServiceRow } from '../directory/row.tsx';
import { useAnswer } from '../directory/watch.ts';
import { useHandsOnly } from '../hands.ts';
import { Head } from '../head.tsx';
import page from '../page.module.css';
import type { SearchStep } from '../steps.ts';
import { matcherOf, together, type Match } from './matches.ts';
import { SEARCHED } from './paths.ts';
import { Said } from './said.tsx';
import styles from './search.module.css';
import type { OffersParts } from './watch.ts';
import { useWhen } from './when.ts';

/** What stands under the line at once: as much as an eye takes in. */
const SHOWN = 5;

export function Search({ session, sitting, view, offers, step }: OffersParts & { step: SearchStep }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const disabled = session.echo !== null;
  const { text, shows } = step;
  useHandsOnly(text, (before) => sitting.act({ kind: 'wrote', text: before }));
  const { matches: found, isCurrent } = useMatches(offers, view, text);
  const count = t('search.found', { count: found.length });
  return (
    <main className={`${page.page} ${styles.search}`} data-ground="paper" data-grows aria-busy={!isCurrent}>
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
            {text.trim() === '' ? t('search.hint') : found.length > 0 ? count : isCurrent ? t('search.none') : null}
          </p>
          <ul className={styles.rows}>
            {found.map((match) => (
              <li key={match.kind === 'service' ? match.service.id : match.activity.id}>
                {match.kind === 'service' ? (
                  <ServiceRow service={match.service} zone={view.zone} disabled={disabled} onChoose={() => sitting.act({ kind: 'seeService', service: match.service })} />
                ) : (
                  <ActivityRow activity={match.activity} view={view} disabled={disabled} onChoose={() => sitting.act({ kind: 'seeOffer', offer: match.activity.id, date: match.activity.date })} />
                )}
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

/** What fits. [X1] The station is asked for the services, keeps none of the words, and tells them to nobody. */
function useMatches(offers: OffersParts['offers'], { languages: [first = 'es'] }: OffersParts['view'], text: string): { readonly matches: readonly Match[]; readonly isCurrent: boolean } {
  const language = useLanguage();
  const words = text.trim();
  const answer = useAnswer(askedInWords(text, language));
  const activitiesFor = useMemo(() => matcherOf(nextOfEach(offers?.activities ?? []), language, first), [offers, language, first]);
  const services = answer?.view.services ?? [];
  return { matches: together(services, activitiesFor(words), SHOWN), isCurrent: words === '' || answer?.isCurrent === true };
}

interface RowProps extends Pick<OffersParts, 'view'> {
  readonly activity: Extract<Match, { kind: 'activity' }>['activity'];
  readonly disabled: boolean;
  readonly onChoose: () => void;
}

function ActivityRow({ activity, view, disabled, onChoose }: RowProps): ReactNode {
  const when = useWhen(view.zone);
  return (
    <button type="button" className={styles.row} data-kind="activity" disabled={disabled} onClick={onChoose}>
      <span className={styles.picture}>
        <Icon name={`activity-${activity.icon}`} />
      </span>
      <span className={styles.name}>
        <Said of={activity.name} view={view} />
      </span>
      <span className={styles.about}>{Object.values(when(activity)).join(' · ')}</span>
    </button>
  );
}
