/** What is asked before something is lost: changes that are not saved, a series, dates to which people signed up. */
import type { ReactNode } from 'react';
import type { ScheduledDate } from '../../../../shared/contract/activities.ts';
import { businessDayOf } from '../../../../shared/domain/clock.ts';
import { spellList, spellPlainDate } from '../../../ui/tongues.ts';
import place from '../../appointments/appointments.module.css';
import { Answer, Ask, Part } from '../../ask.tsx';
import type { Words } from '../words.ts';

export interface LostDate extends Pick<ScheduledDate, 'date' | 'startsAt'> {
  readonly people: number;
}

export function AskLeave({ words: { say }, onStay, onGo }: { readonly words: Words; readonly onStay: () => void; readonly onGo: () => void }): ReactNode {
  return (
    <Ask title={say('edit.leave.title')} onClose={onStay}>
      <Part>
        <Answer n={1} icon="put-back" words={say('edit.leave.stay')} onPress={onStay} />
        <Answer n={2} icon="sign-out" words={say('edit.leave.go')} onPress={onGo} />
      </Part>
    </Ask>
  );
}

interface SureProps {
  readonly words: Words;
  readonly onNo: () => void;
  readonly onYes: () => void;
}

export function AskDrop({ words: { say }, name, onNo, onYes }: SureProps & { readonly name: string }): ReactNode {
  return (
    <Ask title={say('edit.drop.title', { name })} onClose={onNo}>
      <p className={place.about}>{say('edit.drop.about')}</p>
      <Part>
        <Answer n={1} icon="put-back" words={say('edit.drop.no')} onPress={onNo} />
        <Answer n={2} icon="backspace" words={say('edit.drop.yes')} onPress={onYes} />
      </Part>
    </Ask>
  );
}

export function AskLost({ words: { say, language, zone }, lost, onNo, onYes }: SureProps & { readonly lost: readonly LostDate[] }): ReactNode {
  const people = lost.reduce((all, each) => all + each.people, 0);
  const dates = spellList(language, lost.map(({ startsAt }) => spellPlainDate(language, businessDayOf(zone, startsAt))));
  return (
    <Ask title={say('edit.lost.title')} onClose={onNo}>
      <p className={place.about}>{say('edit.lost.about', { people, dates })}</p>
      <Part>
        <Answer n={1} icon="put-back" words={say('edit.lost.no')} onPress={onNo} />
        <Answer n={2} icon="check" words={say('edit.lost.yes')} onPress={onYes} />
      </Part>
    </Ask>
  );
}
