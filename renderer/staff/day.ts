/** The day so far in figures, as the room beside the work tells it. */
import type { StaffView } from '../../shared/contract/views.ts';

/** With fewer than these, one person more or less would turn the figure over. */
export const FEWEST_ENDED = 5;

/**
 * No-shows of those who arrived, in whole percent; null before `FEWEST_ENDED` have. Arrived are the
 * tickets that were called and whose call has ended, served or not: who still waits, or is at a desk
 * now, may yet come.
 */
export function noShowPercent({ finished, noShow }: Pick<StaffView['today'], 'finished' | 'noShow'>): number | null {
  const arrived = finished + noShow;
  return arrived < FEWEST_ENDED ? null : Math.round((100 * noShow) / arrived);
}
