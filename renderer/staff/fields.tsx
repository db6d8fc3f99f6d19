/** Fields of the staff's forms: a word over each, and what is wrong under it. They decide nothing. */
import { useId, type ReactNode } from 'react';
import { directionOf } from '../ui/tongues.ts';
import styles from './fields.module.css';

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  /** Letters. */
  readonly longest: number;
  /** Of what is typed, where it is not the page's. */
  readonly language?: string;
  readonly isLong?: boolean;
  readonly isWrong?: boolean;
  /** What is wrong with it, in words. */
  readonly wrong?: string | undefined;
  /** What helps to fill it in. */
  readonly about?: string;
}

export function TextField({ label, value, onChange, longest, language, isLong = false, wrong, isWrong = wrong !== undefined, about }: TextProps): ReactNode {
  const id = useId();
  const shared = {
    id, value, maxLength: longest, 'aria-invalid': isWrong || undefined, 'aria-describedby': [...(wrong === undefined ? [] : [`${id}-wrong`]), ...(about === undefined ? [] : [`${id}-about`])].join(' ') || undefined,
    ...(language === undefined ? {} : { lang: language, dir: directionOf(language) }),
  };
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      {isLong ? <textarea rows={2} {...shared} onChange={({ target }) => onChange(target.value)} /> : <input {...shared} onChange={({ target }) => onChange(target.value)} />}
      {wrong === undefined ? null : <p id={`${id}-wrong`} className={styles.wrong}>{wrong}</p>}
      {about === undefined ? null : <p id={`${id}-about`} className={styles.about}>{about}</p>}
    </div>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, words: string])[];
  readonly onChoose: (value: string) => void;
}

export function Choice({ label, value, options, onChoose }: ChoiceProps): ReactNode {
  const id = useId();
  return (
    <div className={styles.field}>
      <label htmlFor={id}>{label}</label>
      <select id={id} value={value} onChange={({ target }) => onChoose(target.value)}>
        {options.map(([each, words]) => (
          <option key={each} value={each}>
            {words}
          </option>
        ))}
      </select>
    </div>
  );
}

interface CheckProps {
  readonly words: string;
  readonly isOn: boolean;
  readonly onChange: (isOn: boolean) => void;
}

export function Check({ words, isOn, onChange }: CheckProps): ReactNode {
  return (
    <label className={styles.check}>
      <input type="checkbox" checked={isOn} onChange={({ target }) => onChange(target.checked)} />
      <span>{words}</span>
    </label>
  );
}
