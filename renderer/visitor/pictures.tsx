/** Two of sixteen pictures: touched once chosen, touched again taken back. */
import type { ReactNode } from 'react';
import { PICTURES, type Picture } from '../../shared/domain/pictures.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { Head } from './head.tsx';
import page from './page.module.css';
import styles from './pictures.module.css';
import { pairOf, type PicturesStep } from './steps.ts';
import type { PageParts } from './visitor.tsx';

export function ChoosePictures({ session, sitting, view, step }: PageParts & { step: PicturesStep }): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const { of, chosen, asked } = step;
  const asking = asked !== null;
  const whole = pairOf(chosen) !== undefined;
  const service = view.services.find(({ id }) => id === (of.kind === 'come' ? of.coming.service : of.service))?.name[language] ?? '';
  return (
    <main className={`${page.page} ${styles.pictures}`} data-ground="paper" aria-busy={asking}>
      <Head
        question={t(`pictures.${of.kind}`)}
        about={of.kind === 'keep' ? t('pictures.remember') : service}
        {...(of.kind === 'keep' ? {} : { step: 2 })}
      />
      <ul className={styles.grid}>
        {PICTURES.map((picture) => (
          <li key={picture}>
            <PictureButton
              picture={picture}
              chosen={chosen.includes(picture)}
              // A third changes nothing; which two they are stays to be seen.
              disabled={asking || session.echo !== null || (whole && !chosen.includes(picture))}
              over={whole}
              onPress={() => sitting.act({ kind: 'picture', picture })}
            />
          </li>
        ))}
      </ul>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={asking || session.echo !== null} onPress={() => sitting.act({ kind: 'back' })} />
        <p className={styles.count} role="status">
          {t('pictures.count', { count: chosen.length })}
        </p>
        <Button
          role="goOn"
          words={asking ? t('services.working') : t(`pictures.goOn.${of.kind}`)}
          disabled={asking || !whole || session.echo !== null}
          waits={!whole}
          onPress={() => sitting.act({ kind: 'askPictures', command: newCommandId(), language })}
        />
      </footer>
    </main>
  );
}

interface PictureButtonProps {
  readonly picture: Picture;
  readonly chosen: boolean;
  readonly disabled: boolean;
  /** Both are chosen. */
  readonly over: boolean;
  readonly onPress: () => void;
}

function PictureButton({ picture, chosen, disabled, over, onPress }: PictureButtonProps): ReactNode {
  const t = useWords('visitor');
  return (
    <button type="button" className={styles.choice} data-picture={picture} data-over={(over && !chosen) || undefined} aria-pressed={chosen} disabled={disabled} onClick={onPress}>
      <Icon name={picture} className={styles.drawn} />
      <span className={styles.word}>{t(`picture.${picture}`)}</span>
      {chosen ? <Icon name="check" className={styles.check} /> : null}
    </button>
  );
}
