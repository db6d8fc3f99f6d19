/** The pictures by which somebody is known again, with their words: what one sees, one can say. */
import type { ReactNode } from 'react';
import type { Pictures } from '../../shared/domain/pictures.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import styles from './picture.module.css';

/** As large as the type around it. */
export function PicturePair({ of }: { of: Pictures }): ReactNode {
  const t = useWords('visitor');
  return (
    <ul className={styles.pair} data-testid="pictures">
      {of.map((picture) => (
        <li key={picture} className={styles.picture} data-picture={picture}>
          <Icon name={picture} className={styles.drawn} />
          <span>{t(`picture.${picture}`)}</span>
        </li>
      ))}
    </ul>
  );
}
