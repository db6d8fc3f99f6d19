import type { DisplayView } from '../../../shared/contract/views.ts';
import { sha256 } from '../journal/digest.ts';
import type { Known } from './index.ts';

/** How many calls a wall shows: the present one and those before it. */
const CALLS_SHOWN = 5;

/** [X3] Label and desk of today's last calls; no name, no service, no language. */
export function displayView({ state, centre, day }: Known): Pick<DisplayView, 'calls'> {
  const numberOf = new Map(centre.desks.map((desk) => [desk.id, desk.number]));
  const calls: DisplayView['calls'] = [];
  for (const { visit, leg, callNo, label, desk, at, day: calledOn } of state.calls) {
    const deskNumber = numberOf.get(desk);
    // A desk that was taken out of the centre is nowhere to send anybody.
    if (calledOn !== day || deskNumber === undefined) continue;
    // Names the call and not the visit: whoever knows a visit's id may ask what became of its paper.
    const key = sha256(`${visit}.${leg}.${callNo}`).slice(0, 16);
    calls.push({ key, label, deskNumber, at });
    if (calls.length === CALLS_SHOWN) break;
  }
  return { calls };
}
