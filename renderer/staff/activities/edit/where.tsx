/** Where it is: a room of the house, or a place elsewhere; and what else is there at that time. */
import type { ReactNode } from 'react';
import type { ScheduleView } from '../../../../shared/contract/activities.ts';
import { businessDayOf } from '../../../../shared/domain/clock.ts';
import { RoomId } from '../../../../shared/domain/ids.ts';
import { Icon } from '../../../ui/icon.tsx';
import { spellPlainDate } from '../../../ui/tongues.ts';
import place from '../../appointments/appointments.module.css';
import edit from '../../directory/edit/edit.module.css';
import { Choice, TextField } from '../../fields.tsx';
import styles from '../activities.module.css';
import { beginsAt } from '../words.ts';
import type { InTheWay } from './in-the-way.ts';
import { LONGEST, type PartProps } from './parts.tsx';

interface WhereProps extends PartProps {
  readonly rooms: ScheduleView['rooms'];
  readonly clashes: readonly InTheWay[];
}

export function Where({ words, form, onChange, tongue, wrong, rooms, clashes }: WhereProps): ReactNode {
  const { say, text } = words;
  const { place: at } = form;
  const gone = at.kind === 'room' && !rooms.some(({ id }) => id === at.room) ? [[at.room, at.room] as const] : [];
  return (
    <section className={place.card}>
      <h2>{say('edit.where.title')}</h2>
      <div className={edit.fields}>
        <Choice
          label={say('edit.where.place')}
          value={at.kind === 'room' ? at.room : at.kind}
          options={[['none', say('edit.where.none')], ...gone, ...rooms.map(({ id, name }) => [id, text(name)] as const), ['elsewhere', say('edit.where.elsewhere')]]}
          onChoose={(chosen) => onChange({ ...form, place: chosen === 'none' || chosen === 'elsewhere' ? { kind: chosen } : { kind: 'room', room: RoomId.parse(chosen) } })}
        />
        {at.kind === 'elsewhere' ? <TextField label={say('edit.where.where')} value={form.elsewhere[tongue] ?? ''} longest={LONGEST} language={tongue} wrong={wrong('where')} onChange={(typed) => onChange({ ...form, elsewhere: { ...form.elsewhere, [tongue]: typed } })} /> : null}
      </div>
      <Clash words={words} clashes={clashes} />
    </section>
  );
}

function Clash({ words, clashes: [first, ...more] }: Pick<WhereProps, 'words' | 'clashes'>): ReactNode {
  const { say, language, zone, text } = words;
  return (
    <div role="status" className={styles.inTheWay}>
      {first ? (
        <p data-testid="in-the-way">
          <Icon name="warning" />
          <span>
            {say('edit.where.clash', { room: first.other.room ? text(first.other.room) : '', name: text(first.other.name), date: spellPlainDate(language, businessDayOf(zone, first.other.startsAt)), time: beginsAt(words, first.other) })}{' '}
            {more.length > 0 ? say('edit.where.clashes', { count: more.length }) : null}
          </span>
        </p>
      ) : null}
    </div>
  );
}
