/** A day, a time or a number in a form: as the machine's own way to choose one, with what is wrong below it. */
import { useId, type ReactNode } from 'react';
import fields from '../fields.module.css';

interface TimeFieldProps {
  readonly label: string;
  readonly type: 'date' | 'time' | 'number';
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What is wrong with it. */
  readonly wrong?: string | undefined;
  /** What helps to fill it in. */
  readonly about?: string;
  readonly least?: number;
  readonly most?: number;
}

export function TimeField({ label, type, value, onChange, wrong, about, least, most }: TimeFieldProps): ReactNode {
  const id = useId();
  const told = [...(wrong === undefined ? [] : [`${id}-wrong`]), ...(about === undefined ? [] : [`${id}-about`])].join(' ');
  return (
    <div className={fields.field}>
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type={type}
        value={value}
        {...(type === 'number' ? { min: least, max: most, step: 1, inputMode: 'numeric' as const } : {})}
        {...(type === 'date' ? { min: '1970-01-01', max: '2198-12-31' } : {})}
        aria-invalid={wrong !== undefined || undefined}
        aria-describedby={told === '' ? undefined : told}
        onChange={({ target }) => onChange(target.value)}
      />
      {wrong === undefined ? null : <p id={`${id}-wrong`} className={fields.wrong}>{wrong}</p>}
      {about === undefined ? null : <p id={`${id}-about`} className={fields.about}>{about}</p>}
    </div>
  );
}
