/**
 * The arch: where one is received. A true half circle where it is tall enough, and a wide, softly
 * cornered one where it is not. It fills the place it is given.
 */
import type { ReactNode } from 'react';
import styles from './arch.module.css';

export function Arch({ children, className }: { children: ReactNode; className?: string | undefined }): ReactNode {
  return (
    <div className={className ? `${styles.place} ${className}` : styles.place}>
      <div className={styles.arch}>{children}</div>
    </div>
  );
}
