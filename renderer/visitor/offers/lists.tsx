/** What there is to come to, by day; and lists of choices: up to eight a page, and each page one tap away. */
import type { ReactNode } from 'react';
import type { OffersView } from '../../../shared/contract/views.ts';
import { Button } from '../../ui/button.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import { Head } from '../head.tsx';
import page from '../page.module.css';
import cards from '../services.module.css';
import type { PageParts } from '../visitor.tsx';
import styles from './offers.module.css';
import { pageOf, type PageOf } from './pages.ts';
import { Said } from './said.tsx';
import type { OffersParts } from './watch.ts';
import { useWhen } from './when.ts';

/** Choices a page holds: pictures with a word, and those with a line more. */
export const TILES = 8;
const ROWS = 6;

type ListParts = OffersParts & { readonly page: number };

export function Activities({ page: at, ...parts }: ListParts): ReactNode {
  const t = useWords('visitor');
  const when = useWhen(parts.view.zone);
  const activities = parts.offers?.activities;
  const takesSignups = activities?.some(({ signup }) => signup !== null) ?? false;
  return (
    <List {...parts} question={t('home.activities')} isHere={activities !== undefined} of={pageOf(activities ?? [], at, ROWS)} aside={takesSignups ? <Mine {...parts} /> : undefined}>
      {(activity: OffersView['activities'][number]) => {
        const { day, hours } = when(activity);
        const mark = activity.isCancelled ? t('signup.off') : activity.signup?.stands === 'full' ? t('signup.full') : activity.isMoved ? t('signup.moved') : undefined;
        return (
          <Card key={`${activity.id} ${activity.date}`} {...parts} kind="activity" icon={`activity-${activity.icon}`} onChoose={() => parts.sitting.act({ kind: 'seeOffer', offer: activity.id, date: activity.date })}>
            <span className={cards.name}>
              <Said of={activity.name} view={parts.view} />
            </span>
            <span className={cards.about}>
              <b>{day}</b>
              <br />
              {activity.isCancelled ? null : hours}
              {mark === undefined || activity.isCancelled ? null : ' · '}
              {mark === undefined ? null : (
                <em className={styles.mark} data-off={activity.isCancelled || undefined}>
                  {mark}
                </em>
              )}
            </span>
          </Card>
        );
      }}
    </List>
  );
}

/** For whoever has a place already. */
function Mine({ session, sitting }: PageParts): ReactNode {
  const t = useWords('visitor');
  return (
    <button type="button" className={cards.priority} disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'haveSignup' })}>
      {t('signup.mine')}
    </button>
  );
}

interface ListProps<T> extends PageParts {
  readonly question: string;
  readonly step?: 1 | 2;
  /** A picture and a word each. */
  readonly areTiles?: boolean;
  /** Whether the station has said what there is. */
  readonly isHere: boolean;
  readonly of: PageOf<T>;
  /** Beside the way back. */
  readonly aside?: ReactNode;
  readonly children: (each: T) => ReactNode;
}

export function List<T>({ session, sitting, question, step, areTiles = false, isHere, of, aside, children }: ListProps<T>): ReactNode {
  const t = useWords('visitor');
  const { shown, hasMore } = of;
  const busy = session.echo !== null;
  return (
    <main className={`${page.page} ${cards.services} ${styles.list}`} data-ground="paper" data-tiles={areTiles || undefined} aria-busy={!isHere}>
      <Head question={question} {...(step ? { step } : {})} />
      {shown.length === 0 && isHere ? (
        <p className={styles.nothing} role="status">
          {t('offers.nothing')}
        </p>
      ) : (
        <ul className={cards.cards} data-count={shown.length}>
          {shown.map(children)}
        </ul>
      )}
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={busy} onPress={() => sitting.act({ kind: 'back' })} />
        {aside}
        {hasMore ? <Button role="goOn" icon="arrow-right" words={t('offers.more')} disabled={busy} onPress={() => sitting.act({ kind: 'turnPage' })} /> : null}
      </footer>
    </main>
  );
}

interface CardProps extends Pick<PageParts, 'session'> {
  readonly icon: IconName;
  /** Activities are clay, what is found is sky. */
  readonly kind?: 'activity';
  readonly onChoose: () => void;
  readonly children: ReactNode;
}

export function Card({ session, icon, kind, onChoose, children }: CardProps): ReactNode {
  return (
    <li>
      <button type="button" className={cards.card} data-turns="open" data-kind={kind} disabled={session.echo !== null} onClick={onChoose}>
        <span className={`${cards.picture} ${styles.picture}`}>
          <Icon name={icon} />
        </span>
        <span className={cards.words}>{children}</span>
      </button>
    </li>
  );
}
