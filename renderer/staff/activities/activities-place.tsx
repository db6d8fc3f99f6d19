/**
 * The place of what there is to come to: coordinators see what goes on, and plan it. In: the staff
 * window's view, and views of the days and the series in hand. Out: commands. Whoever signed up is
 * told of as a number here.
 */
import { useState, type ReactNode } from 'react';
import type { StaffView } from '../../../shared/contract/views.ts';
import { businessDayOf, type BusinessDay } from '../../../shared/domain/clock.ts';
import type { SeriesId } from '../../../shared/domain/ids.ts';
import { useNow } from '../../ui/clock.ts';
import { useActing } from './acting.ts';
import { Calendar, type Seen } from './calendar.tsx';
import { EditSeries } from './edit/editor.tsx';

interface ActivitiesPlaceProps {
  readonly view: StaffView;
  /** Back to the work. */
  readonly onBack: () => void;
}

/** A new one begins on a day. */
type InHand = { readonly series: SeriesId } | { readonly day: BusinessDay };

/** A series in hand, or the calendar. */
export function ActivitiesPlace({ view, onBack }: ActivitiesPlaceProps): ReactNode {
  const today = businessDayOf(view.zone, useNow(60_000));
  const acting = useActing();
  const [seen, setSeen] = useState<Seen>({ span: 'month', day: today, chosen: undefined });
  const [inHand, setInHand] = useState<InHand>();
  const [wasInHand, setWasInHand] = useState(false);
  if (inHand) {
    const leave = (): void => {
      acting.forget();
      setInHand(undefined);
      setWasInHand(true);
    };
    return <EditSeries view={view} acting={acting} today={today} {...inHand} onBack={leave} />;
  }
  const open = (next: InHand): void => {
    acting.forget();
    setInHand(next);
  };
  return <Calendar view={view} acting={acting} today={today} seen={seen} onSeen={setSeen} isBack={wasInHand} onSeries={(series) => open({ series })} onNew={(day) => open({ day })} onBack={onBack} />;
}
