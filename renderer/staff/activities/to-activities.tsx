/** The way from the work to what there is to come to. */
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';

export function ToActivities({ onPress }: { onPress: (() => void) | undefined }): ReactNode {
  const t = useWords('activities');
  if (!onPress) return null;
  return (
    <button type="button" className={place.back} data-opens="activities" onClick={onPress}>
      <Icon name="users-three" />
      <span>{t('open')}</span>
    </button>
  );
}
