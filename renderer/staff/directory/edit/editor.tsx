/**
 * A service that is written anew, or for the first time. In: the record and those it names, as they
 * stand. Out: a command for each that was changed, what is named first. Nothing is sent before
 * somebody saves, and nothing is left without a word.
 */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { REFUSALS, type RefusalKind } from '../../../../shared/contract/refusals.ts';
import type { StaffView } from '../../../../shared/contract/views.ts';
import { businessDayOf } from '../../../../shared/domain/clock.ts';
import { keyOf, type DirectoryRecord, type LanguageTag, type RecordId, type ServiceRecord } from '../../../../shared/domain/directory/record.ts';
import { useBridge, useView } from '../../../ui/bridge.ts';
import { screenClock } from '../../../ui/clock.ts';
import { Icon } from '../../../ui/icon.tsx';
import { newCommandId, newRecordId } from '../../../ui/ids.ts';
import { Mark } from '../../../ui/mark.tsx';
import { useRenewal } from '../../../ui/renewal.ts';
import { useWords } from '../../../ui/words.ts';
import { Refusal } from '../../act-row.tsx';
import place from '../../appointments/appointments.module.css';
import { Answer, Ask, Part } from '../../ask.tsx';
import { Check, Choice } from '../../fields.tsx';
import fields from '../../fields.module.css';
import { LinkState } from '../../link.tsx';
import { useEscape } from '../escape.ts';
import { About } from './about.tsx';
import { beginEditing, toPut, type Editing, type Lack } from './change.ts';
import styles from './edit.module.css';
import { Texts } from './texts.tsx';
import { When } from './when.tsx';
import { Where } from './where.tsx';

interface EditServiceProps {
  readonly view: StaffView;
  /** Undefined: one that is not there yet. */
  readonly service: RecordId | undefined;
  /** Who makes sure of it. */
  readonly by: string;
  readonly onBack: () => void;
}

export function EditService({ service, ...props }: EditServiceProps): ReactNode {
  const t = useWords('staff');
  const [id] = useState(() => service ?? newRecordId());
  const live = useView({ kind: 'record', record: keyOf('service', id) });
  const [begun, setBegun] = useState<Editing>();
  const now = live?.record?.kind === 'service' ? live.record : undefined;
  if (!begun && live && (now || service === undefined)) {
    const blank: ServiceRecord = { kind: 'service', hsds: { id, name: '', status: 'active' }, beside: {} };
    setBegun(beginEditing(now ?? blank, live.names));
  }
  if (begun) return <Form {...props} begun={begun} isNew={service === undefined} now={now} />;
  return live ? (
    <Frame title={t('directory.edit.gone')} link={props.view.link} onBack={props.onBack} side={null}>
      {null}
    </Frame>
  ) : null;
}

interface FormProps extends Omit<EditServiceProps, 'service'> {
  readonly begun: Editing;
  readonly isNew: boolean;
  /** As it stands at the station. */
  readonly now: ServiceRecord | undefined;
}

const STATUSES = ['active', 'temporarily closed', 'inactive', 'defunct'] as const;

function Form({ view, begun, isNew, now, by, onBack }: FormProps): ReactNode {
  const t = useWords('staff');
  const sending = useSending();
  const [editing, setEditing] = useState(begun);
  const [saved, setSaved] = useState(begun);
  const [isChecked, setChecked] = useState(true);
  const [lack, setLack] = useState<Lack>();
  const [asks, setAsks] = useState<'leave' | 'drop'>();
  const { service } = editing;
  const written = service.beside.language ?? view.languages[0] ?? 'es';
  const [language, setLanguage] = useState<LanguageTag>(written);
  const isUnsaved = editing !== saved;
  const leave = (): void => (isUnsaved ? setAsks('leave') : onBack());
  useEscape(leave);
  const change = (next: Editing): void => {
    setEditing(next);
    setLack(undefined);
  };
  const save = async (): Promise<void> => {
    const put = toPut(editing, isChecked ? { on: businessDayOf(view.zone, screenClock.now()), by } : undefined, newRecordId);
    if (put.kind === 'lacks') return setLack(put.lack);
    const last = put.records.at(-1);
    if (last?.kind !== 'service' || !(await sending.put(put.records))) return undefined;
    const stands: Editing = { service: last, hours: {}, named: editing.named.map((each) => ({ ...each, isChanged: false })) };
    setSaved(stands);
    // What was typed meanwhile is not saved yet.
    return setEditing((before) => (before === editing ? stands : before));
  };
  const drop = async (): Promise<void> => {
    setAsks(undefined);
    if (await sending.drop(service)) onBack();
  };
  const isThere = now !== undefined;
  const isOvertaken = isThere && !sending.busy && JSON.stringify(now) !== JSON.stringify(saved.service);
  const languages = [...new Set([written, ...view.languages, ...Object.keys(service.beside.inLanguages ?? {})])];
  const parts = { editing, onChange: change, view, tongue: { language, written } };
  const name = saved.service.hsds.name;
  return (
    <Frame
      title={name === '' ? t('directory.edit.new') : name}
      link={view.link}
      onBack={leave}
      side={
        <>
          <div role="status" className={styles.told}>
            <p data-overtaken={isOvertaken || undefined}>{t(isOvertaken ? 'directory.edit.overtaken' : isUnsaved || !isThere ? 'directory.edit.unsaved' : 'directory.edit.saved')}</p>
          </div>
          <section className={`${place.card} ${styles.fields}`}>
            <Choice label={t('directory.edit.status')} value={service.hsds.status} options={STATUSES.map((status) => [status, t(`directory.edit.statusOf.${status}`)])} onChoose={(chosen) => change({ ...editing, service: { ...service, hsds: { ...service.hsds, status: STATUSES.find((each) => each === chosen) ?? service.hsds.status } } })} />
            <Check words={t('directory.edit.checked')} isOn={isChecked} onChange={setChecked} />
            <button type="button" className={place.primary} aria-busy={sending.busy} onClick={() => void save()}>
              <Icon name="check" />
              <span>{t('directory.edit.save')}</span>
            </button>
            <p role="alert" className={fields.wrong}>{lack ? t(`directory.edit.lacks.${lack}`) : null}</p>
            <Refusal why={sending.refusal} issued={undefined} />
          </section>
          {isNew && !isThere ? null : (
            <button type="button" className={`${place.second} ${styles.drop}`} onClick={() => setAsks('drop')}>
              <Icon name="backspace" />
              <span>{t('directory.edit.drop')}</span>
            </button>
          )}
        </>
      }
    >
      <Texts {...parts} languages={languages} onLanguage={setLanguage} />
      <About {...parts} />
      <When {...parts} />
      <Where {...parts} />
      {asks === 'leave' ? (
        <Ask title={t('directory.edit.leave.title')} onClose={() => setAsks(undefined)}>
          <Part>
            <Answer n={1} icon="put-back" words={t('directory.edit.leave.stay')} onPress={() => setAsks(undefined)} />
            <Answer n={2} icon="sign-out" words={t('directory.edit.leave.go')} onPress={onBack} />
          </Part>
        </Ask>
      ) : null}
      {asks === 'drop' ? (
        <Ask title={t('directory.edit.dropTitle', { name })} onClose={() => setAsks(undefined)}>
          <p className={place.about}>{t('directory.edit.dropAbout')}</p>
          <Part>
            <Answer n={1} icon="put-back" words={t('directory.edit.dropNo')} onPress={() => setAsks(undefined)} />
            <Answer n={2} icon="backspace" words={t('directory.edit.dropYes')} onPress={() => void drop()} />
          </Part>
        </Ask>
      ) : null}
    </Frame>
  );
}

interface FrameProps {
  readonly title: string;
  readonly link: StaffView['link'];
  readonly onBack: () => void;
  readonly side: ReactNode;
  readonly children: ReactNode;
}

function Frame({ title, link, onBack, side, children }: FrameProps): ReactNode {
  const t = useWords('staff');
  const heading = useRef<HTMLHeadingElement>(null);
  // What was pressed to come here is gone.
  useEffect(() => heading.current?.focus(), []);
  return (
    <div className={place.screen} data-ground="paper">
      <div className={place.rail}>
        <Mark className={place.mark} />
      </div>
      <main className={place.work}>
        <header className={place.head}>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          <button type="button" className={place.back} onClick={onBack}>
            <Icon name="arrow-left" />
            <span>{t('directory.edit.back')}</span>
          </button>
          <LinkState link={link} />
        </header>
        <div className={styles.form}>{children}</div>
      </main>
      <aside className={place.side} aria-label={t('directory.edit.save')}>
        {side}
      </aside>
    </div>
  );
}

interface Sending {
  readonly busy: boolean;
  readonly refusal: RefusalKind | undefined;
  /** One after the other, until one is refused. @returns whether none was. */
  readonly put: (records: readonly DirectoryRecord[]) => Promise<boolean>;
  readonly drop: (service: ServiceRecord) => Promise<boolean>;
}

function useSending(): Sending {
  const bridge = useBridge();
  const renewal = useRenewal();
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<RefusalKind>();
  const send = async (commands: readonly Parameters<typeof bridge.call>[0][]): Promise<boolean> => {
    if (busy) return false;
    setBusy(true);
    setRefusal(undefined);
    let why: RefusalKind | undefined;
    for (const command of commands) {
      const reply = await bridge.call(command);
      if (reply.kind === 'refused') why = reply.why;
      if (why !== undefined) break;
    }
    setBusy(false);
    setRefusal(why);
    if (why !== undefined && REFUSALS[why] === 'reload') renewal.behind();
    return why === undefined;
  };
  return {
    busy,
    refusal,
    put: (records) => send(records.map((record) => ({ kind: 'directory.put', id: newCommandId(), record }))),
    drop: (service) => send([{ kind: 'directory.drop', id: newCommandId(), record: keyOf('service', service.hsds.id) }]),
  };
}
