/** The whole directory as a file: written by its station, fetched piece by piece, and given to whoever sits here. */
import { useEffect, useRef, useState, type ReactNode } from 'react';
import type { RefusalKind } from '../../../shared/contract/refusals.ts';
import { FileId } from '../../../shared/domain/ids.ts';
import { useBridge, useView } from '../../ui/bridge.ts';
import { newCommandId } from '../../ui/ids.ts';
import { useRefusalWords, useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';
import file from '../appointments/file.module.css';
import styles from './directory.module.css';
import { saveFile } from '../save-file.ts';
import { fetchFile } from './fetching.ts';

const FORMS = ['json', 'csv'] as const;

export function TakeOut(): ReactNode {
  const t = useWords('staff');
  const say = useRefusalWords('staff');
  const bridge = useBridge();
  const [asked, setAsked] = useState<FileId>();
  const [why, setWhy] = useState<RefusalKind>();
  const begin = async (form: (typeof FORMS)[number]): Promise<void> => {
    const id = FileId.parse(newCommandId());
    setWhy(undefined);
    setAsked(undefined);
    const reply = await bridge.call({ kind: 'directory.export', id: newCommandId(), file: id, form });
    if (reply.kind === 'refused') setWhy(reply.why);
    else setAsked(id);
  };
  return (
    <section className={place.card}>
      <h2>{t('directory.export.title')}</h2>
      <p className={place.about}>{t('directory.export.about')}</p>
      <div className={styles.forms}>
        {FORMS.map((form) => (
          <button key={form} type="button" className={place.second} data-exports={form} onClick={() => void begin(form)}>
            {t(`directory.export.${form}`)}
          </button>
        ))}
      </div>
      <div role="status" className={place.wrong}>
        {why === undefined ? null : <p>{say(why)}</p>}
      </div>
      {asked === undefined ? null : <Coming key={asked} asked={asked} onRefused={setWhy} />}
    </section>
  );
}

function Coming({ asked, onRefused }: { readonly asked: FileId; readonly onRefused: (why: RefusalKind) => void }): ReactNode {
  const t = useWords('staff');
  const bridge = useBridge();
  const stands = useView({ kind: 'file', file: asked })?.stands;
  const [done, setDone] = useState<number>();
  const [name, setName] = useState<string>();
  const begun = useRef(false);
  const written = stands?.kind === 'written' ? stands : undefined;
  useEffect(() => {
    if (!written || begun.current) return;
    begun.current = true;
    void fetchFile(bridge, asked, written.pieces, newCommandId, setDone).then((fetched) => {
      void bridge.call({ kind: 'directory.letGo', id: newCommandId(), file: asked });
      if (fetched.kind === 'refused') return onRefused(fetched.why);
      saveFile(new Blob([...fetched.pieces]), written.name);
      return setName(written.name);
    });
  }, [bridge, asked, written, onRefused]);
  if (name !== undefined) return <p role="status" className={styles.done}>{t('directory.export.done', { name })}</p>;
  if (stands?.kind === 'unusable') return <p role="status" className={file.refused}>{t('directory.export.failed')}</p>;
  return (
    <div role="status" className={file.sending}>
      <progress {...(written && done !== undefined ? { max: written.pieces, value: done } : {})} aria-label={t('directory.export.work')} />
      <p>{written && done !== undefined ? t('directory.export.fetching', { done, of: written.pieces }) : t('directory.export.work')}</p>
    </div>
  );
}
