/** When a service gives turns again, in the words of whoever stands there. */
import { businessDayOf, daysAfter, type EpochMs } from '../../shared/domain/clock.ts';
import { spellDay, spellTime, useNow } from '../ui/clock.ts';
import { useLanguage, useWords } from '../ui/words.ts';

/** How a sentence names the day of a time that is still to come. */
export function dayWord(zone: string, now: EpochMs, at: EpochMs): 'today' | 'tomorrow' | 'later' {
  const [today, day] = [businessDayOf(zone, now), businessDayOf(zone, at)];
  if (day <= today) return 'today';
  return day === daysAfter(today, 1) ? 'tomorrow' : 'later';
}

/** «Abre mañana a las 8:00», by the centre's clock and calendar; where nothing says when, whom to ask. */
export function useOpening(zone: string): (opensAt: EpochMs | null) => string {
  const t = useWords('visitor');
  const language = useLanguage();
  const now = useNow(60_000);
  return (opensAt) => {
    if (opensAt === null) return t('turns.opensUnknown');
    const time = spellTime(zone, language, opensAt);
    return t('turns.opens', { day: dayWord(zone, now, opensAt), date: spellDay(zone, language, opensAt), hour: Number.parseInt(time, 10), time });
  };
}
