/** Series as a calendar's file that any program reads. In: series, what their rooms are called. Out: a file that whoever sits here is asked where to save. Nobody who signed up is in it. */
import type { ScheduleView } from '../../../../shared/contract/activities.ts';
import type { StaffView } from '../../../../shared/contract/views.ts';
import { businessDayOf } from '../../../../shared/domain/clock.ts';
import type { Series } from '../../../../shared/domain/events/index.ts';
import { textIn } from '../../../../shared/domain/offers/offers.ts';
import { screenClock } from '../../../ui/clock.ts';
import { saveFile } from '../../save-file.ts';

interface OfHouse {
  readonly view: Pick<StaffView, 'zone' | 'languages'>;
  readonly rooms: ScheduleView['rooms'];
}

/** @returns its name; undefined where the page's own part could not be had. */
export async function takeOut(all: readonly Series[], named: string, { view: { zone, languages: [language = 'es'] }, rooms }: OfHouse): Promise<string | undefined> {
  const now = screenClock.now();
  try {
    const { writeCalendar } = await import('./writing.ts');
    const text = writeCalendar(all, {
      at: now,
      language,
      roomName: (room) => {
        const name = rooms.find(({ id }) => id === room)?.name;
        return name && textIn(name, language, language).text;
      },
    });
    const name = `${named}-${businessDayOf(zone, now)}.ics`;
    saveFile(new Blob([text], { type: 'text/calendar' }), name);
    return name;
  } catch (error) {
    // The page is of yesterday, and its other part is gone: loaded anew it has it.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}
