/**
 * A way out at once, where what one asks for is nobody else's business [X4]. In: the page, and which
 * services are discreet. Out: the first page, with nothing of what was here.
 */
import { useEffect, type ReactNode } from 'react';
import type { OffersView, VisitorView } from '../../shared/contract/views.ts';
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

/** Whether the page is of a discreet service: of a queue here, or of one to find. */
export function isDiscreetPage(step: Step, { services }: Pick<VisitorView, 'services'>, offers: OffersView | undefined): boolean {
  if (step.kind === 'offer') return offers?.services.find(({ id }) => id === step.offer)?.isDiscreet ?? false;
  const service = serviceOf(step);
  return service !== undefined && services.some(({ id, isDiscreet }) => isDiscreet && id === service);
}

function serviceOf(step: Step): ServiceId | undefined {
  switch (step.kind) {
    case 'asking':
    case 'notNow':
    case 'ticket':
    case 'leaving':
    case 'which':
      return step.service;
    case 'pictures':
      return step.of.kind === 'come' ? step.of.coming.service : step.of.service;
    case 'coming':
      return step.coming.service;
    case 'kept':
      return step.place.service;
    default:
      return undefined;
  }
}

/** Twice within this time, in ms: once may be a slip. */
const TWICE_MS = 1_000;

/** Escape, twice, on any page: whoever has keys need not look for a button. */
export function useEscape(sitting: Sitting): void {
  useEffect(() => {
    let last = -Infinity;
    const onKey = ({ key, repeat, timeStamp }: KeyboardEvent): void => {
      if (key !== 'Escape' || repeat) return;
      if (timeStamp - last <= TWICE_MS) sitting.act({ kind: 'leaveNow' });
      last = timeStamp;
    };
    document.addEventListener('keydown', onKey, true);
    return () => document.removeEventListener('keydown', onKey, true);
  }, [sitting]);
}
