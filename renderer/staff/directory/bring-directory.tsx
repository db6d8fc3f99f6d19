/** A file of services: handed to the station, looked at, and brought in once somebody has seen what it would change. */
import { useEffect, useRef, useState, type ChangeEvent, type ReactNode } from 'react';
import type { Fault, FileView } from '../../../shared/contract/directory.ts';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import { FileId } from '../../../shared/domain/ids.ts';
import { useBridge, useView } from '../../ui/bridge.ts';
import { Icon } from '../../ui/icon.tsx';
import { newCommandId } from '../../ui/ids.ts';
import { useRefusalWords, useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';
import file from '../appointments/file.module.css';
import { Ask } from '../ask.tsx';
import { Check } from '../fields.tsx';
import { carry, LARGEST_FILE } from './carrying.ts';
import styles from './directory.module.css';

interface Chosen {
  readonly file: FileId;
  readonly name: string;
}

export function BringDirectory(): ReactNode {
  const t = useWords('staff');
  const say = useRefusalWords('staff');
  const bridge = useBridge();
  const input = useRef<HTMLInputElement>(null);
  const wanted = useRef<FileId>(undefined);
  const [chosen, setChosen] = useState<Chosen>();
  const [wrong, setWrong] = useState<string>();
  const letGo = (): void => {
    if (wanted.current !== undefined) void bridge.call({ kind: 'directory.letGo', id: newCommandId(), file: wanted.current });
    wanted.current = undefined;
    setChosen(undefined);
  };
  const take = async (given: File): Promise<void> => {
    setWrong(undefined);
    if (given.size > LARGEST_FILE) return setWrong(t('directory.file.tooBig'));
    const id = FileId.parse(newCommandId());
    let bytes: Uint8Array;
    try {
      bytes = new Uint8Array(await given.arrayBuffer());
    } catch {
      // It went away, or may not be read: chosen anew it can be.
      return setWrong(t('directory.file.notOpened'));
    }
    wanted.current = id;
    setChosen({ file: id, name: given.name });
    const why = await carry(bridge, { file: id, name: given.name, bytes }, newCommandId, () => wanted.current === id);
    if (why === undefined || wanted.current !== id) return undefined;
    wanted.current = undefined;
    setChosen(undefined);
    return setWrong(say(why));
  };
  const onFile = ({ target }: ChangeEvent<HTMLInputElement>): void => {
    const given = target.files?.[0];
    // The same file, mended, can be chosen again.
    if (given) void take(given).finally(() => { target.value = ''; });
  };
  return (
    <section className={place.card}>
      <h2>{t('directory.file.title')}</h2>
      <p className={place.about}>{t('directory.file.about')}</p>
      <button type="button" className={place.second} aria-busy={chosen !== undefined} onClick={() => input.current?.click()}>
        <Icon name="bring-file" />
        <span>{t('directory.file.choose')}</span>
      </button>
      <input ref={input} type="file" hidden accept=".json,.csv,.zip,application/json,text/csv,application/zip" aria-label={t('directory.file.choose')} onChange={onFile} />
      <div role="alert" className={place.wrong}>
        {wrong === undefined ? null : <p>{wrong}</p>}
      </div>
      {chosen ? <Looked chosen={chosen} onClose={letGo} /> : null}
    </section>
  );
}

function Looked({ chosen, onClose }: { readonly chosen: Chosen; readonly onClose: () => void }): ReactNode {
  const t = useWords('staff');
  const say = useRefusalWords('staff');
  const bridge = useBridge();
  const view = useView({ kind: 'file', file: chosen.file });
  const [drops, setDrops] = useState(false);
  const [why, setWhy] = useState<RefusalKind>();
  const bring = (): void => {
    void bridge.call({ kind: 'directory.bring', id: newCommandId(), file: chosen.file, rows: 'good', drops }).then((reply) => setWhy(reply.kind === 'refused' ? reply.why : undefined));
  };
  const stands = view?.stands ?? ({ kind: 'unknown' } as const);
  const isOver = stands.kind === 'brought' || stands.kind === 'unusable';
  const result = useRef<HTMLDivElement>(null);
  // The button that was pressed is gone.
  useEffect(() => {
    if (isOver) result.current?.focus();
  }, [isOver]);
  return (
    <Ask title={chosen.name} closing={t(isOver ? 'directory.file.close' : 'directory.file.stop')} onClose={onClose}>
      <div ref={result} tabIndex={-1} role="status" className={styles.stands}>
        <Stands stands={stands} />
      </div>
      {stands.kind === 'looked' ? (
        <>
          <Faults faults={stands.faults} told={stands.told} />
          {stands.gone > 0 ? (
            <Check words={t('directory.file.drops')} isOn={drops} onChange={setDrops} />
          ) : null}
          {stands.added + stands.changed + (drops ? stands.gone : 0) > 0 ? (
            <button type="button" className={place.primary} onClick={bring}>
              <span>{t('directory.file.good')}</span>
            </button>
          ) : null}
        </>
      ) : null}
      {why === undefined ? null : <p className={file.refused} role="alert">{say(why)}</p>}
    </Ask>
  );
}

function Stands({ stands }: { readonly stands: FileView['stands'] }): ReactNode {
  const t = useWords('staff');
  switch (stands.kind) {
    case 'coming':
      return <Goes done={stands.n} of={stands.of} words={t('directory.file.coming', { n: stands.n, of: stands.of })} />;
    case 'looking':
    case 'bringing':
      return <Goes done={stands.done} of={stands.of} words={stands.of === 0 ? t('directory.file.work') : t(`directory.file.${stands.kind}`, { done: stands.done, of: stands.of })} />;
    case 'looked':
      return <Counts counts={{ added: stands.added, changed: stands.changed, same: stands.same, gone: stands.gone, bad: stands.bad }} />;
    case 'brought':
      return (
        <>
          <h3>{t('directory.file.done')}</h3>
          <Counts counts={{ added: stands.added, changed: stands.changed, same: stands.same, dropped: stands.dropped, left: stands.left }} />
        </>
      );
    case 'unusable':
      return <p className={file.refused}>{t(`directory.file.unusable.${stands.why}`)}</p>;
    case 'unknown':
    case 'written':
      return <Goes done={0} of={0} words={t('directory.file.work')} />;
    default:
      return stands satisfies never;
  }
}

function Goes({ done, of, words }: { readonly done: number; readonly of: number; readonly words: string }): ReactNode {
  return (
    <div className={file.sending}>
      <progress {...(of > 0 ? { max: of, value: done } : {})} aria-label={words} />
      <p>{words}</p>
    </div>
  );
}

function Counts({ counts }: { readonly counts: Readonly<Partial<Record<'added' | 'changed' | 'same' | 'gone' | 'bad' | 'dropped' | 'left', number>>> }): ReactNode {
  const t = useWords('staff');
  return (
    <dl className={`${place.facts} ${styles.counts}`}>
      {Object.entries(counts).map(([what, count]) => (
        <div key={what} data-count={what}>
          <dt>{t(`directory.file.${what as 'added'}`)}</dt>
          <dd>{count}</dd>
        </div>
      ))}
    </dl>
  );
}

function Faults({ faults, told }: { readonly faults: number; readonly told: readonly Fault[] }): ReactNode {
  const t = useWords('staff');
  if (faults === 0) return null;
  return (
    <section className={file.bad}>
      <h3>{t('directory.file.faults', { count: faults })}</h3>
      {told.length < faults ? <p className={place.about}>{t('directory.file.told', { count: told.length })}</p> : null}
      <div className={file.errors} tabIndex={0} role="region" aria-label={t('directory.file.faults', { count: faults })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('directory.file.where')}</th>
              <th scope="col">{t('directory.file.field')}</th>
              <th scope="col">{t('directory.file.why')}</th>
            </tr>
          </thead>
          <tbody>
            {told.map((fault) => (
              <tr key={JSON.stringify(fault)}>
                <th scope="row">{fault.line === null ? (fault.record ?? fault.file) : t('directory.file.line', { file: fault.file, line: fault.line })}</th>
                <td>{fault.path}</td>
                <td lang="en">{fault.reason}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
