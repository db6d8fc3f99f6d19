/** What a calendar's file would bring, before anything changes: what is new, what changes, what is wrong with which line; then how far it is, and what came of it. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { ScheduleView } from '../../../../shared/contract/activities.ts';
import type { StaffView } from '../../../../shared/contract/views.ts';
import type { BusinessDay } from '../../../../shared/domain/clock.ts';
import type { Place, Series } from '../../../../shared/domain/events/index.ts';
import { ActivityIcon } from '../../../../shared/domain/offers/offers.ts';
import { useBridge } from '../../../ui/bridge.ts';
import { Icon } from '../../../ui/icon.tsx';
import { newCommandId } from '../../../ui/ids.ts';
import { spellList } from '../../../ui/tongues.ts';
import { useRefusalWords } from '../../../ui/words.ts';
import place from '../../appointments/appointments.module.css';
import file from '../../appointments/file.module.css';
import { Ask } from '../../ask.tsx';
import { Choice } from '../../fields.tsx';
import edit from '../../directory/edit/edit.module.css';
import styles from '../activities.module.css';
import { spellSeries } from '../repeat-words.ts';
import type { Words } from '../words.ts';
import { BECOMES, becomes, createImporting, inRoom, plansNow, type Becomes, type Importing, type ImportState, type Plan } from './importing.ts';
import type { CalendarReading } from './reading.ts';

interface LookAtCalendarProps {
  readonly view: StaffView;
  readonly words: Words;
  readonly rooms: ScheduleView['rooms'];
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Nothing more of it. */
  readonly onClose: () => void;
  /** It was taken in, from this day on, and that was read. */
  readonly onDone: (day: BusinessDay | undefined) => void;
}

type Read = { readonly kind: 'reading' } | { readonly kind: 'notOpened' } | CalendarReading;

interface Line {
  readonly series: Series;
  readonly becomes: Becomes;
}

const AS_FILE = '';
/** Lines that are shown of what comes; of more nobody reads. */
const SHOWN = 400;

export function LookAtCalendar(props: LookAtCalendarProps): ReactNode {
  const { view, words: { say }, rooms, name, bytes, onClose, onDone } = props;
  const bridge = useBridge();
  const importing = useRef<Importing>(undefined);
  const [read, setRead] = useState<Read>({ kind: 'reading' });
  const [plans, setPlans] = useState<ReadonlyMap<string, Plan>>();
  const [icon, setIcon] = useState<ActivityIcon>('talk');
  const [room, setRoom] = useState<string>(AS_FILE);
  const [state, setState] = useState<ImportState>();
  const [brings, setBrings] = useState<readonly Line[]>([]);
  useEffect(() => () => importing.current?.leave(), []);
  useEffect(() => {
    let isWanted = true;
    void plansNow(bridge).then((all) => (isWanted ? setPlans(new Map(all.map((plan) => [plan.series.id, plan]))) : undefined));
    return () => {
      isWanted = false;
    };
  }, [bridge]);
  useEffect(() => {
    let isWanted = true;
    void readOf(bytes, view, rooms, icon).then((now) => (isWanted ? setRead(now) : undefined));
    return () => {
      isWanted = false;
    };
    // Other views of the same house say the same of it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [bytes, icon]);
  const chosen = rooms.find(({ id }) => id === room);
  const at: Place | undefined = chosen && { kind: 'room', room: chosen.id };
  const lines = read.kind === 'read' && plans ? read.series.map((each) => inRoom(each, at)).map((series) => ({ series, becomes: becomes(series, plans) })) : undefined;
  const comes = lines?.filter((line) => line.becomes === 'added' || line.becomes === 'changed') ?? [];
  const send = (): void => {
    if (importing.current || comes.length === 0) return;
    setBrings(lines ?? []);
    importing.current = createImporting(comes.map(({ series }) => series), { bridge, newId: newCommandId });
    importing.current.start(setState);
  };
  const isOver = state?.kind === 'done' || state?.kind === 'refused';
  const done = (): void => onDone(brings.filter((line) => line.becomes === 'added' || line.becomes === 'changed').map(({ series }) => series.start.slice(0, 10) as BusinessDay).toSorted()[0]);
  return (
    <Ask title={name} {...(state ? { closing: say(isOver ? 'look.close' : 'look.stop') } : {})} onClose={isOver ? done : onClose}>
      {state ? (
        <Sent words={props.words} state={state} lines={brings} onDone={done} />
      ) : read.kind === 'unreadable' || read.kind === 'notOpened' ? (
        <p role="alert" className={file.refused}>{say(`file.unreadable.${read.kind === 'unreadable' ? read.why : read.kind}`)}</p>
      ) : lines && read.kind === 'read' ? (
        <>
          <Brings words={props.words} lines={lines} />
          <div className={edit.pair}>
            <Choice label={say('look.room')} value={room} options={[[AS_FILE, say('look.asFile')], ...rooms.map((each) => [each.id, props.words.text(each.name)] as const)]} onChoose={setRoom} />
            <Choice label={say('look.icon')} value={icon} options={ActivityIcon.options.map((each) => [each, say(`edit.icon.${each}`)] as const)} onChoose={(each) => setIcon(ActivityIcon.options.find((option) => option === each) ?? 'talk')} />
          </div>
          <Zones words={props.words} lines={lines} />
          <Faults words={props.words} faults={read.faults} />
          <p className={file.never}>
            <Icon name="check" />
            <span>{say('look.never')}</span>
          </p>
          {comes.length > 0 ? (
            <button type="button" className={place.primary} data-act="bring" onClick={send}>
              <span>{say('look.do', { count: comes.length })}</span>
            </button>
          ) : null}
        </>
      ) : (
        <p role="status" className={place.about}>{say('look.comparing')}</p>
      )}
    </Ask>
  );
}

async function readOf(bytes: Uint8Array, { zone, languages: [language = 'es'] }: StaffView, rooms: ScheduleView['rooms'], icon: ActivityIcon): Promise<Read> {
  try {
    const { readFile } = await import('./reading.ts');
    const named = rooms.flatMap(({ id, name }) => Object.values(name).map((each) => ({ room: id, name: each })));
    return await readFile(bytes, { zone, language, icon, rooms: named });
  } catch (error) {
    // The page is of yesterday, and its other part is gone: loaded anew it has it.
    if (error instanceof TypeError) return { kind: 'notOpened' };
    throw error;
  }
}

interface LinesProps {
  readonly words: Words;
  readonly lines: readonly Line[];
}

function Counts({ words: { say }, lines }: LinesProps): ReactNode {
  return (
    <dl className={`${place.facts} ${styles.counts}`}>
      {BECOMES.map((each) => {
        const count = lines.filter((line) => line.becomes === each).length;
        return (
          <div key={each} data-count={each}>
            <dt>{say(`look.${each}`, { count })}</dt>
            <dd>{count}</dd>
          </div>
        );
      })}
    </dl>
  );
}

function Brings({ words, lines }: LinesProps): ReactNode {
  const { say, language, text } = words;
  const large = lines.filter((line) => line.becomes === 'large').length;
  return (
    <section className={file.good}>
      <h3>{say('look.good', { count: lines.length - large })}</h3>
      <Counts words={words} lines={lines} />
      {lines.length === 0 ? null : (
        <ul className={styles.brings} tabIndex={0} aria-label={say('look.list')}>
          {lines.slice(0, SHOWN).map(({ series, becomes: is }) => (
            <li key={series.id}>
              <Icon name={`activity-${series.icon}`} />
              <strong>{text(series.name)}</strong>
              <span>{spellSeries(say, language, series)}</span>
              <small data-becomes={is}>{is === 'large' ? null : say(`look.${is}`, { count: 1 })}</small>
            </li>
          ))}
        </ul>
      )}
      {large > 0 ? <p className={place.about}>{say('look.large', { count: large })}</p> : null}
    </section>
  );
}

function Zones({ words: { say, language, zone }, lines }: LinesProps): ReactNode {
  const zones = [...new Set(lines.filter(({ series }) => !series.isAllDay).map(({ series }) => series.zone))].filter((each) => each !== zone);
  return zones.length > 0 ? <p className={place.about}>{say('look.zone', { zones: spellList(language, zones) })}</p> : null;
}

function Faults({ words: { say }, faults }: { readonly words: Words; readonly faults: Extract<CalendarReading, { kind: 'read' }>['faults'] }): ReactNode {
  if (faults.length === 0) return null;
  return (
    <section className={file.bad}>
      <h3>{say('look.bad', { count: faults.length })}</h3>
      <div className={file.errors} tabIndex={0} role="region" aria-label={say('look.bad', { count: faults.length })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{say('look.line')}</th>
              <th scope="col">{say('look.field')}</th>
              <th scope="col">{say('look.why')}</th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ line, field, why, value, isKept }) => (
              <tr key={`${line} ${field} ${why} ${value}`}>
                <th scope="row">{line}</th>
                <td>{say(`field.${field}`)}</td>
                <td>
                  {say(`fault.${why}`)} {value === '' ? null : <q>{value}</q>} {say(isKept ? 'look.kept' : 'look.left')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Sent({ words, state, lines, onDone }: LinesProps & { readonly state: ImportState; readonly onDone: () => void }): ReactNode {
  const { say } = words;
  const refused = useRefusalWords('staff');
  const result = useRef<HTMLDivElement>(null);
  const isOver = state.kind !== 'sending';
  // The button that was pressed is gone.
  useEffect(() => {
    if (isOver) result.current?.focus();
  }, [isOver]);
  if (state.kind === 'sending') {
    return (
      <div className={file.sending}>
        <progress max={state.of} value={state.sent} aria-label={say('look.sending')} />
        <p role="status">{say('look.sent', { sent: state.sent, of: state.of })}</p>
      </div>
    );
  }
  return (
    <div className={file.result}>
      <div ref={result} role="status" tabIndex={-1} data-testid="imported">
        <h3>{say('look.done')}</h3>
        {state.kind === 'refused' ? <NotSent left={state.left} why={refused(state.why)} words={words} /> : <Counts words={words} lines={lines} />}
      </div>
      <button type="button" className={place.primary} onClick={onDone}>
        <span>{say('look.see')}</span>
      </button>
    </div>
  );
}

function NotSent({ words: { say }, left, why }: { readonly words: Words; readonly left: number; readonly why: string }): ReactNode {
  return (
    <p className={file.refused}>
      <Icon name="warning" />
      <span>
        {say('look.notSent', { count: left })} {why}
      </span>
    </p>
  );
}
