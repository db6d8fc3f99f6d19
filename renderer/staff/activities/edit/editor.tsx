/**
 * A series that is written for the first time, or anew. In: the series as it stands. Out: one command.
 * Nothing is sent before somebody saves, nothing is left without a word, and what another wrote
 * meanwhile is not written over unasked.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { SCHEDULE_DAYS, type SeriesView } from '../../../../shared/contract/activities.ts';
import type { StaffView } from '../../../../shared/contract/views.ts';
import { daysAfter, instantOf, type BusinessDay } from '../../../../shared/domain/clock.ts';
import { dateOf, type Series } from '../../../../shared/domain/events/index.ts';
import { INTERVAL_AT_MOST, COUNT_AT_MOST } from '../../../../shared/domain/events/limits.ts';
import { SeriesId } from '../../../../shared/domain/ids.ts';
import type { Language } from '../../../../shared/domain/language.ts';
import { useView } from '../../../ui/bridge.ts';
import { useNow } from '../../../ui/clock.ts';
import { Icon } from '../../../ui/icon.tsx';
import { newCommandId } from '../../../ui/ids.ts';
import { Refusal } from '../../act-row.tsx';
import place from '../../appointments/appointments.module.css';
import { useEscape } from '../../directory/escape.ts';
import edit from '../../directory/edit/edit.module.css';
import { Choice } from '../../fields.tsx';
import fields from '../../fields.module.css';
import styles from '../activities.module.css';
import { writtenIn, type Acting } from '../acting.ts';
import { Frame } from '../frame.tsx';
import { isSame } from '../same.ts';
import { useDateWords } from '../words.ts';
import { blankSeries, formOf, seriesOf, type Lack, type SeriesForm } from './form.ts';
import { inTheWay } from './in-the-way.ts';
import { Next } from './next.tsx';
import { AskDrop, AskLeave, AskLost, type LostDate } from './questions.tsx';
import { Signup } from './signup.tsx';
import { MOST } from './terms-form.ts';
import { Texts } from './texts.tsx';
import { When } from './when.tsx';
import { Where } from './where.tsx';
import { Who } from './who.tsx';

interface EditSeriesProps {
  readonly view: StaffView;
  readonly acting: Acting;
  readonly today: BusinessDay;
  readonly onBack: () => void;
  /** Absent for a new one. */
  readonly series?: SeriesId;
  /** On which a new one begins. */
  readonly day?: BusinessDay;
}

export function EditSeries({ series: given, day, ...props }: EditSeriesProps): ReactNode {
  const { view, today, onBack } = props;
  const { say } = useDateWords(view);
  const [id] = useState(() => given ?? SeriesId.parse(newCommandId()));
  const live = useView({ kind: 'series', series: id });
  const [begun, setBegun] = useState<Series>();
  if (!begun && live && (live.series || given === undefined)) setBegun(live.series ?? blankSeries(id, day ?? today, view.zone));
  if (begun && live) return <Form {...props} begun={begun} isNew={given === undefined} live={live} />;
  return live ? (
    <Frame title={say('edit.gone')} back={say('edit.back')} onBack={onBack} link={view.link} takesFocus besides={say('edit.side')} side={null}>
      {null}
    </Frame>
  ) : null;
}

interface FormProps extends Omit<EditSeriesProps, 'series' | 'day'> {
  readonly begun: Series;
  readonly isNew: boolean;
  /** As it stands at the station. */
  readonly live: SeriesView;
}

/** What a fault's words are told. */
const MOST_OF: Readonly<Partial<Record<Lack, number>>> = { ...MOST, every: INTERVAL_AT_MOST, times: COUNT_AT_MOST };

function Form({ view, acting, today, begun, isNew, live, onBack }: FormProps): ReactNode {
  const words = useDateWords(view);
  const { say, text } = words;
  const now = useNow(60_000);
  const [form, setForm] = useState(() => formOf(begun));
  const [saved, setSaved] = useState(form);
  // What this form has seen of it: another is somebody else's.
  const [known, setKnown] = useState<readonly Series[]>(isNew ? [] : [begun]);
  const [tries, setTries] = useState(0);
  const [tongue, setTongue] = useState<Language>(view.languages[0] ?? 'es');
  const [asks, setAsks] = useState<'leave' | 'drop' | { readonly lost: readonly LostDate[]; readonly series: Series }>();
  const body = useRef<HTMLDivElement>(null);
  const schedule = useView({ kind: 'schedule', from: today, days: SCHEDULE_DAYS });
  useEffect(() => {
    if (tries > 0) body.current?.querySelector<HTMLElement>('[aria-invalid="true"], [data-wrong]')?.focus();
  }, [tries]);
  const isUnsaved = form !== saved;
  const leave = (): void => (isUnsaved ? setAsks('leave') : onBack());
  useEscape(leave);
  const said = seriesOf(form);
  const lacks: ReadonlySet<Lack> = tries > 0 && said.kind === 'lacks' ? said.lacks : new Set();
  const meant = meantBy(form);
  const put = async (series: Series): Promise<void> => {
    setAsks(undefined);
    setKnown((before) => [...before, series]);
    if (!(await acting.act({ kind: live.series ? 'changed' : 'made', id: series.id, before: writtenIn(live), after: series }))) return;
    setSaved(form);
    setTries(0);
  };
  const save = (): void => {
    if (said.kind === 'lacks') return setTries(tries + 1);
    const lost = lostBy(said.series, live);
    return lost.length > 0 ? setAsks({ lost, series: said.series }) : void put(said.series);
  };
  const drop = async (): Promise<void> => {
    setAsks(undefined);
    if (await acting.act({ kind: 'dropped', id: begun.id, before: writtenIn(live), after: undefined })) onBack();
  };
  const theirs = live.series && !known.some((each) => isSame(each, live.series)) ? live.series : undefined;
  const isGone = !live.series && known.length > 0 && !acting.busy;
  const parts = { view, words, form, onChange: setForm, tongue, wrong: (lack: Lack) => (lacks.has(lack) ? say(`edit.lacks.${lack}`, { most: MOST_OF[lack] }) : undefined) };
  const from = instantOf(view.zone, today, '00:00');
  const clashes = meant && schedule ? inTheWay(meant, schedule, now, instantOf(view.zone, daysAfter(today, SCHEDULE_DAYS), '00:00')) : [];
  const name = Object.keys(saved.name).length > 0 ? text(saved.name) : '';
  return (
    <Frame
      title={name === '' ? say('edit.new') : name}
      back={say('edit.back')}
      onBack={leave}
      link={view.link}
      takesFocus
      besides={say('edit.side')}
      side={
        <>
          <div role="status" className={edit.told}>
            {theirs ? (
              <div className={styles.overtaken} data-overtaken>
                <span>{say('edit.overtaken.told')}</span>
                <button type="button" onClick={() => { setKnown([...known, theirs]); setForm(formOf(theirs)); setSaved(formOf(theirs)); }}>{say('edit.overtaken.theirs')}</button>
                <button type="button" onClick={() => setKnown([...known, theirs])}>{say('edit.overtaken.mine')}</button>
              </div>
            ) : (
              <p data-overtaken={isGone || undefined}>{isGone ? say('edit.dropped') : say(isUnsaved ? 'edit.unsaved' : live.series ? 'edit.saved' : 'edit.unwritten')}</p>
            )}
          </div>
          <section className={`${place.card} ${edit.fields} ${styles.keep}`}>
            {live.isOfFile ? <p className={place.about}>{say('edit.ofFile')}</p> : null}
            <Choice label={say('edit.status.title')} value={form.isCancelled ? 'off' : 'on'} options={[['on', say('edit.status.on')], ['off', say('edit.status.off')]]} onChoose={(chosen) => setForm({ ...form, isCancelled: chosen === 'off' })} />
            <button type="button" className={place.primary} data-act="save" aria-busy={acting.busy} onClick={save}>
              <Icon name="check" />
              <span>{say('edit.save')}</span>
            </button>
            <p role="alert" className={fields.wrong}>{lacks.size > 0 ? say(lacks.has('tooLong') ? 'edit.lacks.tooLong' : 'edit.faults', { count: lacks.size }) : null}</p>
            <Refusal why={acting.refusal} issued={undefined} />
          </section>
          <Next words={words} series={meant} now={Math.max(now, from)} />
          {writtenIn(live) ? (
            <button type="button" className={`${place.second} ${edit.drop}`} data-act="drop" onClick={() => setAsks('drop')}>
              <Icon name="backspace" />
              <span>{say('edit.drop.button')}</span>
            </button>
          ) : null}
        </>
      }
    >
      <div ref={body} className={edit.form}>
        <Texts {...parts} onTongue={setTongue} />
        <When {...parts} />
        <Where {...parts} rooms={schedule?.rooms ?? []} clashes={clashes} />
        <Who {...parts} />
        <Signup {...parts} />
      </div>
      {asks === 'leave' ? <AskLeave words={words} onStay={() => setAsks(undefined)} onGo={onBack} /> : null}
      {asks === 'drop' ? <AskDrop words={words} name={name} onNo={() => setAsks(undefined)} onYes={() => void drop()} /> : null}
      {typeof asks === 'object' ? <AskLost words={words} lost={asks.lost} onNo={() => setAsks(undefined)} onYes={() => void put(asks.series)} /> : null}
    </Frame>
  );
}

/** The series as far as its dates go, whatever else is lacking. */
function meantBy(form: SeriesForm): Series | undefined {
  const place = form.place.kind === 'room' ? form.place : ({ kind: 'none' } as const);
  const said = seriesOf({ ...form, name: { es: '-' }, what: {}, place, cost: 'free', capacity: '', takesSignups: false });
  return said.kind === 'series' ? said.series : undefined;
}

/** Dates to come with people signed up that would be no dates any more. */
function lostBy(series: Series, { next }: Pick<SeriesView, 'next'>): readonly LostDate[] {
  return next.flatMap(({ date, startsAt, people }) => {
    const many = (people?.taken ?? 0) + (people?.waiting ?? 0);
    return many > 0 && !dateOf({ series }, date) ? [{ date, startsAt, people: many }] : [];
  });
}
