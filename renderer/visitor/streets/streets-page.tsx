/** Where a place is among the streets: its address and how far it is in words, and a picture of the way between. */
import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Button } from '../../ui/button.tsx';
import { useWords } from '../../ui/words.ts';
import { useDistance } from '../directory/distance.ts';
import { Tongue } from '../directory/tongue.tsx';
import page from '../page.module.css';
import type { StreetsStep } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import styles from './streets-page.module.css';
import { mayGo } from './taps.ts';

/** A name, the same in every language: the licence of the data asks for it. */
const SOURCE = '© OpenStreetMap';

/** Drawing streets is most of what this page weighs: it comes with the first look at them. */
const StreetMap = lazy(() => import('../../ui/streets/streets.tsx'));

export function StreetsPage({ session, sitting, view, step }: PageParts & { readonly step: StreetsStep }): ReactNode {
  const t = useWords('visitor');
  const { name, address, distance, point } = step.place;
  const far = useDistance()(distance);
  const disabled = session.echo !== null;
  // No picture could be made: words alone say where it is.
  const [isBlank, setBlank] = useState(false);
  const said = name ?? address;
  return (
    <main className={`${page.page} ${styles.page}`} data-ground="paper">
      <header className={styles.head}>
        <h1 className={page.heading} tabIndex={-1}>
          {said ? <Tongue of={said} /> : t('streets.there')}
        </h1>
        <p className={styles.words}>
          {name && address ? <span><Tongue of={address} /></span> : null}
          {far === undefined ? null : <span>{far}</span>}
        </p>
      </header>
      <div className={styles.body}>
        {isBlank || view.streetsFrom === null ? (
          <p role="status" className={styles.none}>
            {t('streets.none')}
          </p>
        ) : (
          <>
            <div className={styles.picture}>
              <Suspense fallback={null}>
                <StreetMap here={view.streetsFrom} there={point} isContrast={session.access.contrast} closer={step.closer} onNothing={() => setBlank(true)} />
              </Suspense>
              <p className={styles.source} dir="ltr">{SOURCE}</p>
            </div>
            <ul className={styles.signs}>
              <li>
                <span className={styles.here} />
                {t('streets.here')}
              </li>
              <li>
                <span className={styles.there} />
                {t('streets.there')}
              </li>
            </ul>
            <div className={styles.zoom}>
              <button type="button" disabled={disabled || !mayGo(step.closer, 1)} onClick={() => sitting.act({ kind: 'goCloser', by: 1 })}>
                <span aria-hidden="true">{'+'}</span> {t('streets.closer')}
              </button>
              <button type="button" disabled={disabled || !mayGo(step.closer, -1)} onClick={() => sitting.act({ kind: 'goCloser', by: -1 })}>
                <span aria-hidden="true">{'−'}</span> {t('streets.further')}
              </button>
            </div>
          </>
        )}
      </div>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}
