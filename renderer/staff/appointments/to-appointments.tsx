/** The way from the work to the appointments; nothing where the centre has none. */
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import place from './appointments.module.css';
import styles from './to-appointments.module.css';

export function ToAppointments({ onPress }: { onPress: (() => void) | undefined }): ReactNode {
  const t = useWords('appointments');
  if (!onPress) return null;
  return (
    <button type="button" className={`${place.back} ${styles.way}`} onClick={onPress}>
      <Icon name="appointment" />
      <span>{t('open')}</span>
    </button>
  );
}
