/** Small forms for one date: another time, room or name; or one date more. In: a series. Out: how the date is to be. They send nothing. */
import { useState, type ReactNode } from 'react';
import type { ScheduleView } from '../../../shared/contract/activities.ts';
import { LocalTime, type Place, type Series } from '../../../shared/domain/events/index.ts';
import { localOf, MINUTE, wallOf } from '../../../shared/domain/events/local.ts';
import type { Language } from '../../../shared/domain/language.ts';
import { textIn } from '../../../shared/domain/offers/offers.ts';
import { Icon } from '../../ui/icon.tsx';
import place from '../appointments/appointments.module.css';
import { Choice, TextField } from '../fields.tsx';
import fields from '../fields.module.css';
import styles from './activities.module.css';
import { saysOf, type DateSays } from './one-date.ts';
import { lastsFrom } from './spans.ts';
import { TimeField } from './time-field.tsx';
import type { Words } from './words.ts';

interface FormProps {
  readonly words: Words;
  readonly series: Series;
  readonly busy: boolean;
  readonly lack: 'already' | 'tooMany' | undefined;
  readonly onClose: () => void;
}

interface ChangeDateProps extends FormProps {
  readonly date: LocalTime;
  readonly rooms: ScheduleView['rooms'];
  /** The language that a text is written in here. */
  readonly written: Language;
  readonly onSay: (says: DateSays) => void;
}

const ELSEWHERE = 'elsewhere';
const LONGEST = 120;

export function ChangeDate({ words, series, date, rooms, written, busy, lack, onClose, onSay }: ChangeDateProps): ReactNode {
  const { say, text } = words;
  const before = saysOf(series, date);
  const [day, setDay] = useState(before.start.slice(0, 10));
  const [from, setFrom] = useState(before.start.slice(11));
  const [to, setTo] = useState(before.minutes === 0 ? '' : localOf(wallOf(before.start) + before.minutes * MINUTE).slice(11));
  const [where, setWhere] = useState<string>(before.place?.kind === 'room' ? before.place.room : before.place ? ELSEWHERE : '');
  const [elsewhere, setElsewhere] = useState(before.place?.kind === 'elsewhere' ? textIn(before.place.where, written, written).text : '');
  const [name, setName] = useState(textIn(before.name, written, written).text);
  const [wrong, setWrong] = useState<'day' | 'from' | 'to' | 'where'>();
  const send = (): void => {
    const start = LocalTime.safeParse(`${day}T${series.isAllDay ? '00:00' : from}`);
    // What lasts over several days still does.
    const isSame = from === before.start.slice(11) && to === (before.minutes === 0 ? '' : localOf(wallOf(before.start) + before.minutes * MINUTE).slice(11));
    const minutes = series.isAllDay || isSame ? before.minutes : lastsFrom(from, to);
    if (!start.success) return setWrong(day === '' ? 'day' : 'from');
    if (minutes === undefined) return setWrong('to');
    if (where === ELSEWHERE && elsewhere.trim() === '') return setWrong('where');
    const room = rooms.find(({ id }) => id === where);
    const wasElsewhere = before.place?.kind === 'elsewhere' && textIn(before.place.where, written, written).text === elsewhere.trim();
    const at: Place | undefined = room ? { kind: 'room', room: room.id } : where !== ELSEWHERE || wasElsewhere ? before.place : { kind: 'elsewhere', where: { [written]: elsewhere.trim() } };
    const isRenamed = name.trim() !== '' && name.trim() !== textIn(before.name, written, written).text;
    return onSay({ start: start.data, minutes, place: at, name: isRenamed ? { [written]: name.trim() } : name.trim() === '' ? series.name : before.name });
  };
  const isHere = before.place?.kind !== 'room' || rooms.some(({ id }) => before.place?.kind === 'room' && id === before.place.room);
  return (
    <form
      className={styles.small}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <TimeField label={say('one.day')} type="date" value={day} onChange={setDay} />
      {series.isAllDay ? null : (
        <div className={styles.pair}>
          <TimeField label={say('one.from')} type="time" value={from} onChange={setFrom} />
          <TimeField label={say('one.to')} type="time" value={to} onChange={setTo} />
        </div>
      )}
      <Choice
        label={say('one.place')}
        value={where}
        options={[
          ...(before.place ? [] : [['', say('date.noRoom')] as const]),
          ...(isHere || before.place?.kind !== 'room' ? [] : [[before.place.room, before.place.room] as const]),
          ...rooms.map((room) => [room.id, text(room.name)] as const),
          [ELSEWHERE, say('one.elsewhere')] as const,
        ]}
        onChoose={setWhere}
      />
      {where === ELSEWHERE ? <TextField label={say('one.where')} value={elsewhere} longest={LONGEST} language={written} onChange={setElsewhere} /> : null}
      <TextField label={say('one.name')} value={name} longest={LONGEST} language={written} onChange={setName} />
      <Ends words={words} wrong={wrong ?? lack} busy={busy} does={say('one.save')} onClose={onClose} />
    </form>
  );
}

export function AddDate({ words, series, busy, lack, onClose, onSay }: FormProps & { readonly onSay: (start: LocalTime) => void }): ReactNode {
  const { say } = words;
  const [day, setDay] = useState('');
  const [from, setFrom] = useState(series.start.slice(11));
  const [wrong, setWrong] = useState<'day' | 'from'>();
  return (
    <form
      className={styles.small}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const start = LocalTime.safeParse(`${day}T${from}`);
        setWrong(start.success ? undefined : day === '' ? 'day' : 'from');
        if (start.success) onSay(start.data);
      }}
    >
      <div className={styles.pair}>
        <TimeField label={say('one.day')} type="date" value={day} onChange={setDay} />
        {series.isAllDay ? null : <TimeField label={say('one.from')} type="time" value={from} onChange={setFrom} />}
      </div>
      <Ends words={words} wrong={wrong ?? lack} busy={busy} does={say('one.addDo')} onClose={onClose} />
    </form>
  );
}

interface EndsProps extends Pick<FormProps, 'words' | 'busy' | 'onClose'> {
  readonly wrong: 'day' | 'from' | 'to' | 'where' | 'already' | 'tooMany' | undefined;
  readonly does: string;
}

function Ends({ words: { say }, wrong, busy, does, onClose }: EndsProps): ReactNode {
  return (
    <>
      <p role="alert" className={fields.wrong}>{wrong ? say(`one.lacks.${wrong}`) : null}</p>
      <div className={styles.ends}>
        <button type="submit" className={place.primary} aria-disabled={busy}>
          <Icon name="check" />
          <span>{does}</span>
        </button>
        <button type="button" className={place.second} onClick={onClose}>
          <span>{say('one.cancel')}</span>
        </button>
      </div>
    </>
  );
}
