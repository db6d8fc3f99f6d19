/** The way from the work to the map; nothing where the centre has none. */
import type { ReactNode } from 'react';
import { Icon } from '../../ui/icon.tsx';
import { useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';

export function ToPlan({ onPress }: { onPress: (() => void) | undefined }): ReactNode {
  const t = useWords('staff');
  if (!onPress) return null;
  return (
    <button type="button" className={place.back} data-opens="plan" onClick={onPress}>
      <Icon name="map-pin" />
      <span>{t('plan.open')}</span>
    </button>
  );
}
