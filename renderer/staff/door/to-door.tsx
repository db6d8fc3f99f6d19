/** The way from the work to the door of an activity. */
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';

export function ToDoor({ onPress }: { onPress: (() => void) | undefined }): ReactNode {
  const t = useWords('door');
  if (!onPress) return null;
  return (
    <button type="button" className={place.back} data-opens="door" onClick={onPress}>
      <Icon name="door-open" />
      <span>{t('open')}</span>
    </button>
  );
}
