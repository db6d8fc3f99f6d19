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

/** What a sentence needs to name a time, by the centre's clock and calendar. */
type DayAndTime = {
  readonly day: ReturnType<typeof dayWord>;
  readonly date: string;
  readonly hour: number;
  readonly time: string;
};

export function useDayAndTime(zone: string): (at: EpochMs) => DayAndTime {
  const language = useLanguage();
  const now = useNow(60_000);
  return (at) => {
    const time = spellTime(zone, language, at);
    return { day: dayWord(zone, now, at), date: spellDay(zone, language, at), hour: Number.parseInt(time, 10), time };
  };
}

/** «Abre mañana a las 8:00»; where nothing says when, whom to ask. */
export function useOpening(zone: string): (opensAt: EpochMs | null) => string {
  const t = useWords('visitor');
  const dayAndTime = useDayAndTime(zone);
  return (opensAt) => (opensAt === null ? t('turns.opensUnknown') : t('turns.opens', dayAndTime(opensAt)));
}
