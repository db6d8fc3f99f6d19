/** For whom it is, and what somebody wants to know who thinks of coming. */
import type { ReactNode } from 'react';
import { Access, Audience } from '../../../../shared/domain/events/index.ts';
import { Language } from '../../../../shared/domain/language.ts';
import place from '../../appointments/appointments.module.css';
import edit from '../../directory/edit/edit.module.css';
import { Check, Choice, TextField } from '../../fields.tsx';
import { autonymOf, Chips, LONGEST, toggled, type PartProps } from './parts.tsx';
import { TimeField } from '../time-field.tsx';

const COSTS = ['free', 'paid', 'unknown'] as const;

export function Who({ words: { say }, form, onChange, tongue, wrong }: PartProps): ReactNode {
  return (
    <section className={place.card}>
      <h2>{say('edit.who.title')}</h2>
      <TextField label={say('edit.who.organiser')} value={form.organiser} longest={LONGEST} about={say('edit.who.organiserAbout')} onChange={(organiser) => onChange({ ...form, organiser })} />
      <Chips label={say('edit.who.whom')} hint={say('edit.who.anyone')} options={Audience.options.map((each) => [each, say(`edit.who.whomOf.${each}`)] as const)} isOn={(each) => form.audiences.includes(each)} onPress={(each) => onChange({ ...form, audiences: toggled(Audience.options, form.audiences, each) })} />
      <Chips label={say('edit.who.languages')} options={Language.options.map((each) => [each, autonymOf(each)] as const)} isOn={(each) => form.languages.includes(each)} onPress={(each) => onChange({ ...form, languages: toggled(Language.options, form.languages, each) })} />
      <Chips label={say('edit.who.access')} options={Access.options.map((each) => [each, say(`edit.who.accessOf.${each}`)] as const)} isOn={(each) => form.access.includes(each)} onPress={(each) => onChange({ ...form, access: toggled(Access.options, form.access, each) })} />
      <Check words={say('edit.who.childcare')} isOn={form.hasChildcare} onChange={(hasChildcare) => onChange({ ...form, hasChildcare })} />
      <div className={edit.pair}>
        <Choice label={say('edit.who.cost')} value={form.cost} options={COSTS.map((each) => [each, say(`edit.who.costOf.${each}`)] as const)} onChoose={(chosen) => onChange({ ...form, cost: COSTS.find((each) => each === chosen) ?? 'unknown' })} />
        {form.cost === 'paid' ? <TextField label={say('edit.who.paid')} value={form.paid[tongue] ?? ''} longest={LONGEST} language={tongue} wrong={wrong('paid')} onChange={(typed) => onChange({ ...form, paid: { ...form.paid, [tongue]: typed } })} /> : null}
        <TimeField label={say('edit.who.capacity')} type="number" least={1} most={100_000} value={form.capacity} wrong={wrong('capacity')} about={say('edit.who.capacityAbout')} onChange={(capacity) => onChange({ ...form, capacity })} />
      </div>
    </section>
  );
}
