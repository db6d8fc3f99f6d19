/** What every part of the form is given, and what several of them are made of. */
import type { ReactNode } from 'react';
import AUTONYMS from '../../../../assets/locales/autonyms.json';
import type { StaffView } from '../../../../shared/contract/views.ts';
import type { Language } from '../../../../shared/domain/language.ts';
import { Icon, type IconName } from '../../../ui/icon.tsx';
import edit from '../../directory/edit/edit.module.css';
import fields from '../../fields.module.css';
import type { Words } from '../words.ts';
import type { Lack, SeriesForm } from './form.ts';

export interface PartProps {
  readonly view: StaffView;
  readonly words: Words;
  readonly form: SeriesForm;
  readonly onChange: (form: SeriesForm) => void;
  /** The language that texts are typed in now. */
  readonly tongue: Language;
  /** In words, where that field lacks something. */
  readonly wrong: (lack: Lack) => string | undefined;
}

/** Letters of a text [E1]. */
export const LONGEST = 120;

export const autonymOf = (language: Language): string => AUTONYMS[language];

interface ChipsProps<T extends string | number> {
  readonly label: string;
  readonly hint?: string;
  readonly options: readonly (readonly [value: T, words: string, icon?: IconName])[];
  readonly isOn: (value: T) => boolean;
  readonly onPress: (value: T) => void;
  readonly wrong?: string | undefined;
}

/** Some of a few, or one of them. */
export function Chips<T extends string | number>({ label, hint, options, isOn, onPress, wrong }: ChipsProps<T>): ReactNode {
  return (
    <div className={edit.rows} role="group" aria-label={label}>
      <h3>{label}</h3>
      {hint === undefined ? null : <p className={edit.hint}>{hint}</p>}
      <div className={edit.chips}>
        {options.map(([value, words, icon]) => (
          <button key={value} type="button" data-value={value} aria-pressed={isOn(value)} onClick={() => onPress(value)}>
            {icon ? <Icon name={icon} /> : null}
            <span>{words}</span>
          </button>
        ))}
      </div>
      {wrong === undefined ? null : <p className={fields.wrong} data-wrong tabIndex={-1}>{wrong}</p>}
    </div>
  );
}

/** In the order of all there are. */
export function toggled<T>(all: readonly T[], chosen: readonly T[], one: T): T[] {
  return all.filter((each) => (each === one ? !chosen.includes(one) : chosen.includes(each)));
}
