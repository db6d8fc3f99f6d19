/** What an activity is called and is about, in one language after another, and its picture. */
import type { ReactNode } from 'react';
import { Language } from '../../../../shared/domain/language.ts';
import { ActivityIcon } from '../../../../shared/domain/offers/offers.ts';
import { Icon } from '../../../ui/icon.tsx';
import place from '../../appointments/appointments.module.css';
import edit from '../../directory/edit/edit.module.css';
import { TextField } from '../../fields.tsx';
import { autonymOf, Chips, LONGEST, type PartProps } from './parts.tsx';

export function Texts({ view, words: { say }, form, onChange, tongue, wrong, onTongue }: PartProps & { readonly onTongue: (language: Language) => void }): ReactNode {
  const written = Language.options.filter((language) => form.name[language] !== undefined && !view.languages.includes(language));
  return (
    <section className={place.card}>
      <h2>{say('edit.texts.title')}</h2>
      <div className={edit.chips} role="group" aria-label={say('edit.texts.language')}>
        {[...view.languages, ...written].map((language) => (
          <button key={language} type="button" lang={language} aria-pressed={language === tongue} onClick={() => onTongue(language)}>
            {(form.name[language] ?? '').trim() === '' ? null : <Icon name="check" />}
            <span>{autonymOf(language)}</span>
          </button>
        ))}
      </div>
      <div className={edit.fields}>
        <TextField label={say('edit.texts.name')} value={form.name[tongue] ?? ''} longest={LONGEST} language={tongue} wrong={wrong('name')} onChange={(text) => onChange({ ...form, name: { ...form.name, [tongue]: text } })} />
        <TextField label={say('edit.texts.what')} value={form.what[tongue] ?? ''} longest={LONGEST} language={tongue} isLong onChange={(text) => onChange({ ...form, what: { ...form.what, [tongue]: text } })} />
      </div>
      <Chips label={say('edit.texts.icon')} options={ActivityIcon.options.map((icon) => [icon, say(`edit.icon.${icon}`), `activity-${icon}`] as const)} isOn={(icon) => icon === form.icon} onPress={(icon) => onChange({ ...form, icon })} />
    </section>
  );
}
