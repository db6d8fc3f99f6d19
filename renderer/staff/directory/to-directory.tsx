/** The way from the work to what there is to find. */
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';

export function ToDirectory({ onPress }: { onPress: (() => void) | undefined }): ReactNode {
  const t = useWords('staff');
  if (!onPress) return null;
  return (
    <button type="button" className={place.back} data-opens="directory" onClick={onPress}>
      <Icon name="magnifying-glass" />
      <span>{t('directory.open')}</span>
    </button>
  );
}
