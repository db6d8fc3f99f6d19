/**
 * A way out at once, where what one asks for is nobody else's business [X4]. In: the page, and which
 * services are discreet. Out: the first page, with nothing of what was here.
 */
import { useEffect, type ReactNode } from 'react';
import type { VisitorView } from '../../shared/contract/views.ts';
import type { Audience } from '../../shared/domain/directory/record.ts';
import type { ServiceId } from '../../shared/domain/ids.ts';
import { Icon } from '../ui/icon.tsx';
import { useWords } from '../ui/words.ts';
import styles from './adjust.module.css';
import type { Sitting } from './sitting.ts';
import type { Step } from './steps.ts';

export function LeaveNow({ sitting }: { readonly sitting: Sitting }): ReactNode {
  const t = useWords('visitor');
  return (
    <button type="button" className={styles.pill} data-exit onClick={() => sitting.act({ kind: 'leaveNow' })}>
      <Icon name="sign-out" />
      <span>{t('adjust.leaveNow')}</span>
    </button>
  );
}

/** Of whom somebody who stands behind need not read that they are looked for. */
const PRIVATE: ReadonlySet<Audience | null> = new Set<Audience>(['lgbti', 'survivors']);

/** Whether the page is of a discreet service, of a queue here or of one to find; or of services for those who may be in danger. */
export function isDiscreetPage(step: Step, { services }: Pick<VisitorView, 'services'>): boolean {
  if (step.kind === 'plan' || step.kind === 'streets') return isDiscreetPage(step.from, { services });
  if (step.kind === 'found') return step.of.isDiscreet || isPrivate(step.from);
  if (step.kind === 'offers') return isPrivate(step);
  const service = serviceOf(step);
  return service !== undefined && services.some(({ id, isDiscreet }) => isDiscreet && id === service);
}

function isPrivate(step: Step): boolean {
  return step.kind === 'offers' && step.of.kind === 'sector' && PRIVATE.has(step.of.wishes.audience);
}

function serviceOf(step: Step): ServiceId | undefined {
  if ('service' in step) return step.service ?? undefined;
  if (step.kind === 'pictures') return step.of.kind === 'come' ? step.of.coming.service : step.of.service;
  if (step.kind === 'coming') return step.coming.service;
  return step.kind === 'kept' ? step.place.service : undefined;
}

/** Twice within this time, in ms: once may be a slip. */
const TWICE_MS = 1_000;

/** Escape leads back where there is a way back; twice, out of any page: whoever has keys need not look for a button. */
export function useEscape(sitting: Sitting): void {
  useEffect(() => {
    let last = -Infinity;
    const onKey = ({ key, repeat, timeStamp }: KeyboardEvent): void => {
      if (key !== 'Escape' || repeat) return;
      if (timeStamp - last <= TWICE_MS) sitting.act({ kind: 'leaveNow' });
      // A question that lies over the page is answered by it, and nothing below.
      else if (document.querySelector('dialog[open]') === null) sitting.act({ kind: 'back' });
      last = timeStamp;
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [sitting]);
}
