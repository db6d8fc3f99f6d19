/** What a service is called and says, in one language after another. */
import type { ReactNode } from 'react';
import AUTONYMS from '../../../../assets/locales/autonyms.json';
import { Language } from '../../../../shared/domain/language.ts';
import { LONGEST_FIELD, type LanguageTag } from '../../../../shared/domain/directory/record.ts';
import { Icon } from '../../../ui/icon.tsx';
import { newRecordId } from '../../../ui/ids.ts';
import { useWords } from '../../../ui/words.ts';
import place from '../../appointments/appointments.module.css';
import { Check, TextField } from '../../fields.tsx';
import { AddButton, RemoveButton } from './buttons.tsx';
import { TEXTS, textAt, rowsOf, withBeside, withDocument, withoutBeside, withoutRow, withRows, withText } from './change.ts';
import styles from './edit.module.css';
import type { PartProps } from './parts.ts';

/** Letters of a discreet name: it stands where names stand. */
const LONGEST_NAME = 120;

interface TextsProps extends PartProps {
  readonly languages: readonly LanguageTag[];
  readonly onLanguage: (language: LanguageTag) => void;
}

export function Texts({ editing, onChange, tongue, languages, onLanguage }: TextsProps): ReactNode {
  const t = useWords('staff');
  const { service } = editing;
  const put = (changed: typeof service): void => onChange({ ...editing, service: changed });
  return (
    <section className={place.card}>
      <h2>{t('directory.edit.texts.title')}</h2>
      <div className={styles.chips} role="group" aria-label={t('directory.edit.texts.language')}>
        {languages.map((language) => (
          <button key={language} type="button" lang={language} aria-pressed={language === tongue.language} onClick={() => onLanguage(language)}>
            {textAt(service, 'name', service.hsds.name, { ...tongue, language }) === '' ? null : <Icon name="check" />}
            <span>{autonymOf(language)}</span>
          </button>
        ))}
      </div>
      <div className={styles.fields}>
        {TEXTS.map((field) => (
          <TextField
            key={field}
            label={t(`directory.edit.texts.${field}`)}
            value={textAt(service, field, service.hsds[field], tongue)}
            longest={LONGEST_FIELD}
            language={tongue.language}
            isLong={field !== 'name'}
            onChange={(text) => put(withText(service, field, tongue, text))}
          />
        ))}
      </div>
      <Documents editing={editing} tongue={tongue} put={put} />
      <Discreet editing={editing} tongue={tongue} put={put} />
    </section>
  );
}

interface TextPartProps extends Pick<PartProps, 'editing' | 'tongue'> {
  readonly put: (service: PartProps['editing']['service']) => void;
}

function Documents({ editing: { service }, tongue, put }: TextPartProps): ReactNode {
  const t = useWords('staff');
  const documents = rowsOf(service, 'required_documents');
  return (
    <div className={styles.rows} role="group" aria-label={t('directory.edit.texts.bring')}>
      <h3>{t('directory.edit.texts.bring')}</h3>
      {documents.map(({ id, document }, n) => {
        const label = t('directory.edit.texts.document', { n: n + 1 });
        return (
          <div key={id} className={styles.row}>
            <TextField label={label} value={textAt(service, `${id}.document`, document, tongue)} longest={LONGEST_FIELD} language={tongue.language} onChange={(text) => put(withDocument(service, id, tongue, text))} />
            <RemoveButton label={t('directory.edit.texts.remove', { name: label })} onPress={() => put(withoutRow(service, 'required_documents', id))} />
          </div>
        );
      })}
      <AddButton words={t('directory.edit.texts.add')} onPress={() => put(withRows(service, 'required_documents', [...documents, { id: newRecordId(), document: '' }]))} />
    </div>
  );
}

/** [X2] */
function Discreet({ editing: { service }, tongue, put }: TextPartProps): ReactNode {
  const t = useWords('staff');
  const { discreet } = service.beside;
  const language = Language.safeParse(tongue.language).data;
  return (
    <div className={styles.rows}>
      <Check words={t('directory.edit.texts.isDiscreet')} isOn={discreet !== undefined} onChange={(isOn) => put(isOn ? withBeside(service, { discreet: {} }) : withoutBeside(service, 'discreet'))} />
      {discreet && language ? (
        <TextField label={t('directory.edit.texts.discreet')} value={discreet[language] ?? ''} longest={LONGEST_NAME} language={language} onChange={(text) => put(withBeside(service, { discreet: { ...discreet, [language]: text } }))} />
      ) : null}
    </div>
  );
}

/** As it calls itself, where screens are spoken in it. */
function autonymOf(language: LanguageTag): string {
  return AUTONYMS[language as keyof typeof AUTONYMS] ?? language;
}
