/**
 * The directory's lists: its sectors as pictures, the services of one, and whom they may be for. In:
 * what the station finds. Out: taps. Nothing is found or sorted here.
 */
import type { ReactNode } from 'react';
import { FOUND_PAGE } from '../../../shared/contract/directory.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import { Head } from '../head.tsx';
import { Card, List, TILES } from '../offers/lists.tsx';
import { pageOf } from '../offers/pages.ts';
import { ofSector } from '../offers/paths.ts';
import page from '../page.module.css';
import cards from '../services.module.css';
import { NO_WISHES, type NarrowStep } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import { askedOfSector, type OfSector } from './asked.ts';
import styles from './directory.module.css';
import { AUDIENCE_PICTURES } from './facts.tsx';
import { Filters } from './filters.tsx';
import { ServiceRow } from './row.tsx';
import { Tongue } from './tongue.tsx';
import { useAnswer } from './watch.ts';

export function Sectors({ page: at, ...parts }: PageParts & { readonly page: number }): ReactNode {
  const t = useWords('visitor');
  const sectors = useAnswer({ kind: 'directory', language: useLanguage() })?.view.sectors;
  return (
    <List {...parts} question={t('offers.question')} step={1} areTiles isHere={sectors !== undefined} of={pageOf(sectors ?? [], at, TILES)} aside={<ByWords {...parts} />}>
      {({ sector, count }) => (
        <Card key={sector} {...parts} icon={`sector-${sector}`} onChoose={() => parts.sitting.act({ kind: 'list', of: ofSector(sector, at) })}>
          <span className={cards.name}>{t(`offers.sector.${sector}`)}</span>
          <span className={styles.count}>{t('directory.count', { count })}</span>
        </Card>
      )}
    </List>
  );
}

/** For whoever can name it. */
function ByWords({ session, sitting }: PageParts): ReactNode {
  const t = useWords('visitor');
  return (
    <button type="button" className={cards.priority} data-searches disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'search' })}>
      <Icon name="magnifying-glass" />
      <span>{t('search.open')}</span>
    </button>
  );
}

export function ServicesOf({ of, page: at, session, sitting, view }: PageParts & { readonly of: OfSector; readonly page: number }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const { sector, wishes } = of;
  const about = useAnswer({ kind: 'directory', language })?.view;
  const found = useAnswer(askedOfSector(of, at, language));
  const busy = session.echo !== null;
  const { services = [], total = 0 } = found?.view ?? {};
  const isNarrowed = JSON.stringify(wishes) !== JSON.stringify(NO_WISHES);
  return (
    <main className={`${page.page} ${cards.services} ${styles.found}`} data-ground="paper" data-grows aria-busy={!found?.isCurrent}>
      <Head question={t(`offers.sector.${sector}`)} step={2} />
      <div className={styles.body}>
        {about ? <Filters session={session} sitting={sitting} asks={about.asks} sector={sector} terms={about.terms.filter((term) => term.sector === sector)} wishes={wishes} /> : null}
        <p role="status" className={found && services.length === 0 ? styles.none : 'only-heard'}>
          {found === undefined ? null : services.length > 0 ? t('directory.count', { count: total }) : isNarrowed ? t('directory.none') : t('offers.nothing')}
        </p>
        <ul className={styles.rows} data-count={services.length}>
          {services.map((service) => (
            <li key={service.id}>
              <ServiceRow service={service} zone={view.zone} disabled={busy} onChoose={() => sitting.act({ kind: 'seeService', service })} />
            </li>
          ))}
        </ul>
      </div>
      <footer className={`${page.foot} ${styles.foot}`}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={busy} onPress={() => sitting.act({ kind: 'back' })} />
        {total > (at + 1) * FOUND_PAGE ? <Button role="goOn" icon="arrow-right" words={t('offers.more')} disabled={busy} onPress={() => sitting.act({ kind: 'turnPage' })} /> : null}
      </footer>
    </main>
  );
}

/** Whom it is to be for: at most eight, each a picture and a word. */
export function Whom(parts: PageParts): ReactNode {
  const t = useWords('visitor');
  const audiences = useAnswer({ kind: 'directory', language: useLanguage() })?.view.asks.audiences;
  return (
    <List {...parts} question={t('directory.whom')} areTiles isHere={audiences !== undefined} of={pageOf(audiences ?? [], 0, TILES)}>
      {(audience) => (
        <Card key={audience} {...parts} icon={AUDIENCE_PICTURES[audience]} onChoose={() => parts.sitting.act({ kind: 'want', change: { audience } })}>
          <span className={cards.name}>{t(`directory.audience.${audience}`)}</span>
        </Card>
      )}
    </List>
  );
}

/** What kind of service it is to be, by the centre's own terms. */
export function Terms({ step: { from, page: at }, ...parts }: PageParts & { readonly step: NarrowStep }): ReactNode {
  const t = useWords('visitor');
  const terms = useAnswer({ kind: 'directory', language: useLanguage() })?.view.terms;
  const { of } = from;
  if (of.kind !== 'sector') return null;
  return (
    <List {...parts} question={t('directory.kind')} areTiles isHere={terms !== undefined} of={pageOf((terms ?? []).filter(({ sector }) => sector === of.sector), at, TILES)}>
      {({ id, name }) => (
        <Card key={id} {...parts} icon={`sector-${of.sector}`} onChoose={() => parts.sitting.act({ kind: 'want', change: { term: id } })}>
          <span className={cards.name}>
            <Tongue of={name} />
          </span>
        </Card>
      )}
    </List>
  );
}
