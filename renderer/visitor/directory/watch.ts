/**
 * The station's directory, as a visitor's pages look at it. In: what is asked. Out: the last answer,
 * and whether it is to this question: what was there stays until the next is, so that nothing flickers
 * under a finger. [X1] Typed words go to this house's station and no further.
 */
import { useEffect, useState } from 'react';
import type { ViewOf, ViewQuery } from '../../../shared/contract/views.ts';
import { useBridge } from '../../ui/bridge.ts';

export interface Answered<V> {
  readonly view: V;
  /** Whether it is to what is asked now. */
  readonly isCurrent: boolean;
}

/** @param query null asks nothing, and forgets. Undefined until the first answer. */
export function useAnswer<K extends 'directory' | 'found' | 'service' | 'pageVoice'>(query: Extract<ViewQuery, { kind: K }> | null): Answered<ViewOf<K>> | undefined {
  const bridge = useBridge();
  const [seen, setSeen] = useState<{ readonly asked: string; readonly view: ViewOf<K> }>();
  const asked = query === null ? null : JSON.stringify(query);
  useEffect(() => (asked === null ? undefined : bridge.watch(JSON.parse(asked) as Extract<ViewQuery, { kind: K }>, (view: ViewOf<K>) => setSeen({ asked, view }))), [bridge, asked]);
  return seen && asked !== null ? { view: seen.view, isCurrent: seen.asked === asked } : undefined;
}
