/** When the doors of a service are open: its week, days of the month, holidays and days that are others. */
import { useState, type ReactNode } from 'react';
import { BusinessDay } from '../../../../shared/domain/clock.ts';
import type { Closure } from '../../../../shared/domain/directory/record.ts';
import type { Language } from '../../../../shared/domain/language.ts';
import { Weekday } from '../../../../shared/domain/week.ts';
import { newRecordId } from '../../../ui/ids.ts';
import { icuOf } from '../../../ui/tongues.ts';
import { useLanguage, useWords } from '../../../ui/words.ts';
import place from '../../appointments/appointments.module.css';
import { Choice } from '../../fields.tsx';
import { AddButton, RemoveButton } from './buttons.tsx';
import { hoursAt, OWN_HOURS, rowsOf, withBeside, withoutBeside, type Editing } from './change.ts';
import styles from './edit.module.css';
import { NTHS, weekOf, type FormHours, type MonthDay, type Nth, type Span } from './hours.ts';
import type { PartProps } from './parts.ts';

/** A Monday. */
const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;
/** Times of one day. */
const SPANS = 4;
const WORKDAYS: readonly Weekday[] = ['mon', 'tue', 'wed', 'thu', 'fri'];
/** As `HoursWords` names them. */
const NTH_WORDS = { 1: 'n1', 2: 'n2', 3: 'n3', 4: 'n4', 5: 'n5', [-1]: 'last' } as const satisfies Record<Nth, string>;

export function weekdayName(day: Weekday, language: Language): string {
  return new Intl.DateTimeFormat(icuOf(language), { timeZone: 'UTC', weekday: 'long' }).format(MONDAY + Weekday.options.indexOf(day) * DAY_MS);
}

export function When({ editing, onChange }: PartProps): ReactNode {
  const t = useWords('staff');
  const { service, named } = editing;
  const [asked, setWhose] = useState(OWN_HOURS);
  const places = rowsOf(service, 'service_at_locations').map(({ id, location_id: location }, n) => [id, named.find(({ record }) => record.hsds.id === location)?.record.hsds.name ?? t('directory.edit.where.place', { n: n + 1 })] as const);
  const whose = places.some(([id]) => id === asked) ? asked : OWN_HOURS;
  const hours = hoursAt(editing, whose);
  const put = (next: FormHours): void => onChange({ ...editing, hours: { ...editing.hours, [whose]: next } });
  const isEmpty = hours.months.length + hours.others.length === 0 && Weekday.options.every((day) => hours.week[day].length === 0);
  return (
    <section className={place.card}>
      <h2>{t('directory.edit.when.title')}</h2>
      {places.length > 0 ? <Choice label={t('directory.edit.when.whose')} value={whose} options={[[OWN_HOURS, t('directory.edit.when.everywhere')], ...places]} onChoose={setWhose} /> : null}
      {whose !== OWN_HOURS && isEmpty ? <p className={styles.hint}>{t('directory.edit.when.own')}</p> : null}
      <WeekTable hours={hours} put={put} />
      <Months hours={hours} put={put} />
      {hours.others.length === 0 ? null : (
        <div className={styles.rows}>
          <h3>{t('directory.edit.when.others')}</h3>
          {hours.others.map((row) => {
            const words = [row.description, row.freq, row.byday, row.bymonthday, row.opens_at, row.closes_at, row.valid_from, row.valid_to].filter((each) => each !== undefined && each !== '').join(' · ');
            return (
              <div key={row.id} className={styles.row}>
                <p className={styles.other}>{words}</p>
                <RemoveButton label={t('directory.edit.texts.remove', { name: words })} onPress={() => put({ ...hours, others: hours.others.filter(({ id }) => id !== row.id) })} />
              </div>
            );
          })}
        </div>
      )}
      <Exceptions editing={editing} onChange={onChange} />
    </section>
  );
}

interface HoursProps {
  readonly hours: FormHours;
  readonly put: (hours: FormHours) => void;
}

function WeekTable({ hours, put }: HoursProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const { week } = hours;
  const on = (day: Weekday, spans: readonly Span[]): void => put({ ...hours, week: { ...week, [day]: spans } });
  return (
    <>
      <table className={styles.week}>
        <tbody>
          {Weekday.options.map((day) => {
            const [spans, name] = [week[day], weekdayName(day, language)];
            return (
              <tr key={day} data-day={day}>
                <th scope="row">{name}</th>
                <td>
                  {spans.length === 0 ? <span className={styles.closed}>{t('directory.edit.when.closed')}</span> : null}
                  {spans.map((span, n) => (
                    // Times of one day have no name but their place.
                    <div key={n} className={styles.span}>
                      <Times span={span} name={name} onChange={(next) => on(day, spans.map((each, at) => (at === n ? next : each)))} />
                      <RemoveButton label={t('directory.edit.when.remove', { day: name, n: n + 1 })} onPress={() => on(day, spans.filter((_each, at) => at !== n))} />
                    </div>
                  ))}
                </td>
                <td>{spans.length < SPANS ? <AddButton words={t('directory.edit.when.add')} label={t('directory.edit.when.addFor', { day: name })} onPress={() => on(day, [...spans, { from: '', to: '' }])} /> : null}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
      {week.mon.length > 0 ? (
        <button type="button" className={place.back} onClick={() => put({ ...hours, week: weekOf((day) => (WORKDAYS.includes(day) ? week.mon : week[day])) })}>
          {t('directory.edit.when.copy')}
        </button>
      ) : null}
    </>
  );
}

interface TimesProps {
  readonly span: Span;
  /** Of the day. */
  readonly name: string;
  readonly onChange: (span: Span) => void;
}

function Times({ span, name, onChange }: TimesProps): ReactNode {
  const t = useWords('staff');
  const { from, to } = span;
  return (
    <>
      <input type="time" value={from} aria-label={t('directory.edit.when.from', { day: name })} onChange={({ target }) => onChange({ ...span, from: target.value })} />
      <span aria-hidden="true">{t('directory.edit.when.until')}</span>
      <input type="time" value={to} aria-label={t('directory.edit.when.to', { day: name })} onChange={({ target }) => onChange({ ...span, to: target.value })} />
      {from !== '' && to !== '' && to <= from ? <span className={styles.hint}>{t('directory.edit.when.nextDay')}</span> : null}
    </>
  );
}

function Months({ hours, put }: HoursProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const change = (next: MonthDay): void => put({ ...hours, months: hours.months.map((each) => (each.id === next.id ? next : each)) });
  return (
    <div className={styles.rows} role="group" aria-label={t('directory.edit.when.months')}>
      <h3>{t('directory.edit.when.months')}</h3>
      {hours.months.map((month) => {
        const name = weekdayName(month.day, language);
        return (
          <div key={month.id} className={styles.month}>
            <Choice label={t('directory.edit.when.nth')} value={String(month.nth)} options={NTHS.map((nth) => [String(nth), t(`directory.edit.when.nthOf.${NTH_WORDS[nth]}`)])} onChoose={(chosen) => change({ ...month, nth: NTHS.find((nth) => String(nth) === chosen) ?? month.nth })} />
            <Choice label={t('directory.edit.when.day')} value={month.day} options={Weekday.options.map((day) => [day, weekdayName(day, language)])} onChoose={(day) => change({ ...month, day: Weekday.parse(day) })} />
            <div className={styles.span}>
              <Times span={month} name={name} onChange={(next) => change({ ...month, ...next })} />
              <RemoveButton label={t('directory.edit.texts.remove', { name })} onPress={() => put({ ...hours, months: hours.months.filter(({ id }) => id !== month.id) })} />
            </div>
          </div>
        );
      })}
      <AddButton words={t('directory.edit.when.addMonth')} onPress={() => put({ ...hours, months: [...hours.months, { id: newRecordId(), nth: 1, day: 'mon', from: '', to: '' }] })} />
    </div>
  );
}

/** Public holidays, and days on which it is shut; days with other hours are kept as they are. */
function Exceptions({ editing, onChange }: { readonly editing: Editing; readonly onChange: (editing: Editing) => void }): ReactNode {
  const t = useWords('staff');
  const { service } = editing;
  const { closures = [], onHolidays } = service.beside;
  const put = (next: typeof service): void => onChange({ ...editing, service: next });
  const change = (at: number, part: Partial<Closure>): void => put(withBeside(service, { closures: closures.map((each, n) => (n === at ? { ...each, ...part } : each)) }));
  return (
    <div className={styles.rows} role="group" aria-label={t('directory.edit.when.closures')}>
      <div className={styles.pair}>
        <Choice
          label={t('directory.edit.when.holidays')}
          value={onHolidays ?? 'unknown'}
          options={(['unknown', 'closed', 'open'] as const).map((each) => [each, t(`directory.edit.when.holidaysOf.${each}`)])}
          onChoose={(chosen) => put(chosen === 'closed' || chosen === 'open' ? withBeside(service, { onHolidays: chosen }) : withoutBeside(service, 'onHolidays'))}
        />
      </div>
      <h3>{t('directory.edit.when.closures')}</h3>
      {closures.map(({ from, through, hours }, n) => (
        <div key={n} className={styles.span}>
          <input type="date" value={from} aria-label={t('directory.edit.when.first')} onChange={({ target }) => change(n, { from: dayOf(target.value) })} />
          <span aria-hidden="true">{t('directory.edit.when.until')}</span>
          <input type="date" value={through} aria-label={t('directory.edit.when.last')} onChange={({ target }) => change(n, { through: dayOf(target.value) })} />
          {hours.length > 0 ? <span className={styles.hint}>{t('directory.edit.when.otherHours')}</span> : null}
          <RemoveButton label={t('directory.edit.when.removeClosure', { n: n + 1 })} onPress={() => put(withBeside(service, { closures: closures.filter((_each, at) => at !== n) }))} />
        </div>
      ))}
      <AddButton words={t('directory.edit.when.addClosure')} onPress={() => put(withBeside(service, { closures: [...closures, { from: dayOf(''), through: dayOf(''), hours: [] }] }))} />
    </div>
  );
}

/** As it is typed, which may be no day yet: what is sent is asked before. */
function dayOf(typed: string): BusinessDay {
  return BusinessDay.safeParse(typed).data ?? ('' as BusinessDay);
}
