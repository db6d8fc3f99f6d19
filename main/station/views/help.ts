import { HELPS_SHOWN, type HelpView, type StaffView } from '../../../shared/contract/views.ts';
import { isRinging, SLOW_MS } from '../../../shared/domain/decisions/decide-help.ts';
import type { HelpId } from '../../../shared/domain/ids.ts';
import type { Known } from './index.ts';

/** Whether a person comes, for whoever called one. */
export function helpStands(id: HelpId, { state, now }: Pick<Known, 'state' | 'now'>): HelpView['stands'] {
  const help = state.helps.get(id);
  if (!help) return 'unanswered';
  if (help.stands !== 'ringing') return help.stands;
  if (!isRinging(help, now)) return 'unanswered';
  return now - help.at < SLOW_MS ? 'ringing' : 'slow';
}

/** Where somebody wishes that a person come: every desk of the centre hears it. */
export function helpsRinging({ state, now }: Pick<Known, 'state' | 'now'>): StaffView['helps'] {
  return [...state.helps.values()]
    .filter((help) => isRinging(help, now))
    .slice(0, HELPS_SHOWN)
    .map(({ id, device, language, at }) => ({ help: id, place: state.devices.get(device)?.name ?? null, language, at }));
}
