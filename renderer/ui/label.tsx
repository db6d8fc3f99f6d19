/** A ticket's label, spelled as paper and voice spell it; set wide between letter and number. */
import type { ReactNode } from 'react';
import { spellLabel, type Label as TicketLabel } from '../../shared/domain/label.ts';
import styles from './label.module.css';

export function Label({
  of,
  className,
  testId,
}: {
  of: TicketLabel;
  className?: string | undefined;
  testId?: string;
}): ReactNode {
  return (
    <span dir="ltr" className={className ? `${styles.label} ${className}` : styles.label} data-testid={testId}>
      {spellLabel(of)}
    </span>
  );
}
