/** When people come together, in the words of whoever stands there. */
import type { EpochMs } from '../../../shared/domain/clock.ts';
import { spellTime, useNow } from '../../ui/clock.ts';
import { spellDate } from '../../ui/tongues.ts';
import { useLanguage, useWords } from '../../ui/words.ts';
import { dayWord } from '../opening.ts';

/** «Hoy», «Mañana» or the date, and from when to when, by the centre's clock and calendar. */
export function useWhen(zone: string): (times: { readonly startsAt: EpochMs; readonly endsAt: EpochMs }) => { readonly day: string; readonly hours: string } {
  const t = useWords('visitor');
  const language = useLanguage();
  const now = useNow(60_000);
  return ({ startsAt, endsAt }) => {
    const [from, to] = [startsAt, endsAt].map((at) => spellTime(zone, language, at));
    return {
      day: t('offers.day', { day: dayWord(zone, now, startsAt), date: spellDate(zone, language, startsAt) }),
      hours: t('offers.hours', { from, to }),
    };
  };
}
