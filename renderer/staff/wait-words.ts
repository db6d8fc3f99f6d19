/** How much longer somebody waits, as a sentence's name and its numbers. In: the range. Out: minutes, or hours where minutes tell nobody anything. */
import type { ShownWait } from '../../shared/contract/views.ts';

/** From so many minutes on the far end is said in hours. */
const IN_HOURS_MIN = 120;

export type ToGo =
  | { readonly say: 'under'; readonly minutes: number }
  | { readonly say: 'between'; readonly fromMin: number; readonly toMin: number }
  /** `0:55`, `2:35`. */
  | { readonly say: 'betweenHours'; readonly from: string; readonly to: string };

export function toGo(wait: ShownWait): ToGo {
  if (wait.kind === 'under') return { say: 'under', minutes: wait.minutes };
  const { fromMin, toMin } = wait;
  return toMin < IN_HOURS_MIN ? { say: 'between', fromMin, toMin } : { say: 'betweenHours', from: asHours(fromMin), to: asHours(toMin) };
}

function asHours(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}
