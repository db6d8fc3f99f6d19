/** The key that leads out of a place of the staff window. */
import { useEffect } from 'react';

/** Escape leads back; within a question or a field it is theirs. */
export function useEscape(onBack: () => void): void {
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      const isWithin = event.target instanceof Element && event.target.closest('dialog, input, select, textarea') !== null;
      if (event.key === 'Escape' && !isWithin && !document.querySelector('dialog[open]')) onBack();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, [onBack]);
}
