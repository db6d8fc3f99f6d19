/** A notice on all screens: chosen in two touches, said above every page of this window while it stands, taken away with one. */
import { useState, type ReactNode } from 'react';
import AUTONYMS from '../../assets/locales/autonyms.json';
import type { StaffView } from '../../shared/contract/views.ts';
import type { Language } from '../../shared/domain/centre.ts';
import { KnownNotice, type NoticeSays } from '../../shared/domain/notice/notice.ts';
import { textIn } from '../../shared/domain/offers/offers.ts';
import { useBridge } from '../ui/bridge.ts';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { Refusal } from './act-row.tsx';
import place from './appointments/appointments.module.css';
import { useOneCommand } from './appointments/one-command.ts';
import { Answer, Ask, Part } from './ask.tsx';
import { TextField } from './fields.tsx';
import styles from './notice.module.css';

/** Letters of a text that is to be read across a room. */
const LONGEST = 120;

type View = Pick<StaffView, 'notice' | 'languages'>;

export function ToNotice({ view }: { readonly view: View | undefined }): ReactNode {
  const t = useWords('staff');
  const [open, setOpen] = useState(false);
  if (!view || view.notice) return null;
  return (
    <>
      <button type="button" className={place.back} data-opens="notice" onClick={() => setOpen(true)}>
        <Icon name="megaphone" />
        <span>{t('notice.open')}</span>
      </button>
      {open ? <Raise languages={view.languages} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function Raise({ languages, onClose }: { readonly languages: readonly Language[]; readonly onClose: () => void }): ReactNode {
  const t = useWords('staff');
  const sentence = useSentence();
  const desk = useOneCommand();
  const [says, setSays] = useState<NoticeSays>();
  const [own, setOwn] = useState<Readonly<Partial<Record<Language, string>>>>();
  const texts = Object.entries(own ?? {}).filter(([, text]) => text.trim() !== '');
  const chosen = own ? (texts.length > 0 ? { kind: 'own' as const, text: Object.fromEntries(texts) } : undefined) : says;
  return (
    <Ask title={t('notice.title')} onClose={onClose}>
      <p className={place.about}>{t('notice.about')}</p>
      {says || own ? (
        <>
          {says ? <p className={styles.chosen}>{sentence(says)}</p> : null}
          {own ? languages.map((language) => <TextField key={language} label={t('notice.text', { language: AUTONYMS[language] })} value={own[language] ?? ''} longest={LONGEST} language={language} onChange={(text) => setOwn({ ...own, [language]: text })} />) : null}
          <div className={styles.acts}>
            <button type="button" className={place.primary} aria-disabled={!chosen || desk.busy} onClick={() => (chosen ? desk.send((id) => ({ kind: 'notice.raise', id, says: chosen })) : undefined)}>
              <Icon name="megaphone" />
              <span>{t('notice.show')}</span>
            </button>
            <button
              type="button"
              className={place.second}
              onClick={() => {
                setSays(undefined);
                setOwn(undefined);
              }}
            >
              {t('notice.back')}
            </button>
          </div>
          <Refusal why={desk.refusal} issued={undefined} />
        </>
      ) : (
        <Part>
          {KnownNotice.options.map((which, n) => (
            <Answer key={which} n={n + 1} words={sentence({ kind: 'known', which })} onPress={() => setSays({ kind: 'known', which })} />
          ))}
          <Answer n={KnownNotice.options.length + 1} icon="note-pencil" words={t('notice.own')} onPress={() => setOwn({})} />
        </Part>
      )}
    </Ask>
  );
}

/** Above every page, as long as it stands. */
export function NoticeBar({ notice }: { readonly notice: StaffView['notice'] }): ReactNode {
  const t = useWords('staff');
  const sentence = useSentence();
  const bridge = useBridge();
  return (
    <div role={notice ? 'status' : undefined}>
      {notice ? (
        <div className={styles.bar} data-testid="notice">
          <Icon name="megaphone" className={styles.picture} />
          <p>
            <span>{t('notice.shown')}</span>
            <strong>{sentence(notice.says)}</strong>
          </p>
          {/* Whoever was later reads it from the page: the notice is gone. */}
          <button type="button" className={styles.end} onClick={() => void bridge.call({ kind: 'notice.end', id: newCommandId(), notice: notice.id })}>
            {t('notice.end')}
          </button>
        </div>
      ) : null}
    </div>
  );
}

function useSentence(): (says: NoticeSays) => string {
  const common = useWords('common');
  const language = useLanguage();
  return (says) => (says.kind === 'known' ? common(`notice.${says.which}`) : textIn(says.text, language, language).text);
}
