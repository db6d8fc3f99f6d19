/** Whether the doors of a service are open, in the words of whoever stands there. */
import type { OpeningNow } from '../../../shared/contract/directory.ts';
import { MINUTE_MS, type EpochMs } from '../../../shared/domain/clock.ts';
import type { z } from 'zod';
import { useNow } from '../../ui/clock.ts';
import type { IconName } from '../../ui/icon.tsx';
import { spellDate } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import { useDayAndTime } from '../opening.ts';

type Now = z.infer<typeof OpeningNow>;

/** Told apart by picture and word, not by colour alone. */
export const DOORS: Readonly<Record<Now['kind'], IconName>> = { open: 'door-open', closed: 'lock', unknown: 'question' };

/** Up to so far ahead a day is known by its name and number; later its month is said as well. */
const NEAR_MS = 6 * 24 * 60 * MINUTE_MS;

/** A public holiday of which nobody said what it does then: its doors may well be shut. */
export function seemsOpen(opening: Now): Now['kind'] {
  return opening.kind === 'open' && opening.isHoliday ? 'unknown' : opening.kind;
}

interface Doors {
  /** Whole: «Cerrado. Abre mañana a las 8:00.» */
  readonly whole: (opening: Now) => string;
  /** As a list says it beside a picture. */
  readonly brief: (opening: Now) => string;
}

export function useDoors(zone: string): Doors {
  const t = useWords('visitor');
  const language = useLanguage();
  const now = useNow(60_000);
  const dayAndTime = useDayAndTime(zone);
  const named = (at: EpochMs): ReturnType<typeof dayAndTime> => (at - now < NEAR_MS ? dayAndTime(at) : { ...dayAndTime(at), date: spellDate(zone, language, at) });
  const opens = (at: EpochMs): string => t('turns.opens', named(at));
  const whole = (opening: Now): string => {
    switch (opening.kind) {
      case 'open': {
        const words = opening.until === null ? t('directory.always') : t('directory.until', named(opening.until));
        return opening.isHoliday ? `${words} ${t('directory.holiday')}` : words;
      }
      case 'closed':
        return opening.opens === null ? t('directory.closed') : `${t('directory.closed')} ${opens(opening.opens)}`;
      case 'unknown':
        return t('directory.unknown');
      default:
        return opening satisfies never;
    }
  };
  const brief = (opening: Now): string => {
    if (opening.kind === 'open' && opening.isHoliday) return t('directory.holiday');
    return opening.kind === 'closed' && opening.opens !== null ? opens(opening.opens) : whole(opening);
  };
  return { whole, brief };
}
