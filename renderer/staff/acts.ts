/**
 * What a desk may do now, and which key does it. In: where the desk stands. Out: one primary act on
 * the space bar, and the others in their order. It sends nothing.
 */
import type { Command } from '../../shared/contract/commands.ts';
import type { DeskNow, StaffView } from '../../shared/contract/views.ts';
import type { CommandId, DeskId } from '../../shared/domain/ids.ts';

/** Done at once. */
export type ActKind = 'callNext' | 'start' | 'finish' | 'noShow' | 'recall' | 'resume' | 'closeDesk' | 'reopen' | 'undo';
/** Asks one thing more first. */
export type AskKind = 'putBack' | 'park' | 'transfer' | 'person' | 'give' | 'desk';
export type Offered = ActKind | AskKind;

export interface DeskActs {
  /** On the space bar. */
  readonly primary: 'callNext' | 'start' | 'finish' | 'resume' | 'closeDesk';
  /** About whoever is here, or about a desk that is closing. */
  readonly others: readonly ('recall' | 'noShow' | 'putBack' | 'park' | 'transfer' | 'reopen')[];
}

/** How a desk stands, whoever is there. */
export type DeskStands = 'works' | 'paused' | 'closing';

export function standsOf(open: StaffView['desks'][number]['open']): DeskStands {
  if (open?.pause) return 'paused';
  return open?.isClosing ? 'closing' : 'works';
}

/** One key for each, the same in every language: they are shown on the buttons. */
export const KEYS = { noShow: 'N', recall: 'R', putBack: 'D', park: 'A', transfer: 'P', reopen: 'V', undo: 'Z', person: 'M', give: 'T', desk: 'C' } as const satisfies Partial<Record<Offered, string>>;

/** Whatever stands at the desk. */
const ALWAYS: readonly Offered[] = ['undo', 'person', 'give', 'desk'];

/** [Q1] What follows from where the desk stands; a desk on a break first ends that, and one that is closing calls nobody. */
export function actsFor(now: DeskNow['kind'], stands: DeskStands = 'works'): DeskActs {
  switch (now) {
    case 'free':
      return FREE[stands];
    case 'called':
      return { primary: 'start', others: ['recall', 'noShow', 'putBack'] };
    case 'serving':
      return { primary: 'finish', others: ['park', 'transfer'] };
    default:
      return now satisfies never;
  }
}

const FREE: Record<DeskStands, DeskActs> = {
  works: { primary: 'callNext', others: [] },
  paused: { primary: 'resume', others: [] },
  closing: { primary: 'closeDesk', others: ['reopen'] },
};

/** [Q1] Somebody is let go only once they were called as often as the centre asks: until then it is shown, and not yet possible. */
export function isPossible(offered: Offered, now: DeskNow): boolean {
  return offered !== 'noShow' || now.kind !== 'called' || now.mayLetGo;
}

export function isAct(offered: Offered): offered is ActKind {
  return !(offered === 'putBack' || offered === 'park' || offered === 'transfer' || offered === 'person' || offered === 'give' || offered === 'desk');
}

/** The command of an act; undefined where there is nobody it could be about, or it can't be done yet. */
export function commandFor(act: ActKind, desk: DeskId, { now, undo, desks }: Pick<StaffView, 'now' | 'undo' | 'desks'>, id: CommandId): Command | undefined {
  if (!isPossible(act, now)) return undefined;
  if (act === 'closeDesk') return { kind: 'desk.close', id, desk, forced: false };
  if (act === 'reopen') return { kind: 'desk.open', id, desk, agent: desks.find((each) => each.id === desk)?.open?.agent ?? null, takeOver: false };
  if (act === 'callNext') return { kind: 'desk.callNext', id, desk };
  if (act === 'resume') return { kind: 'desk.resume', id, desk };
  if (act === 'undo') return undo ? { kind: 'desk.undo', id, desk, visit: undo.visit } : undefined;
  if (now.kind === 'free') return undefined;
  const { visit } = now;
  switch (act) {
    case 'start':
      return { kind: 'desk.start', id, desk, visit };
    case 'finish':
      return { kind: 'desk.finish', id, desk, visit };
    case 'noShow':
      return { kind: 'desk.noShow', id, desk, visit };
    case 'recall':
      return { kind: 'desk.recall', id, desk, visit };
    default:
      return act satisfies never;
  }
}

/** The part of a key press that matters, and where it fell. */
export interface KeyPress {
  readonly key: string;
  readonly repeat: boolean;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  /** Focus is where one writes, chooses from a list, or answers a question. */
  readonly typing: boolean;
  /** Focus is on something that the space bar presses by itself. */
  readonly onButton: boolean;
}

/** What a key asks for; undefined for all other keys, and where the key means something else. */
export function actOfKey(press: KeyPress, acts: DeskActs): Offered | undefined {
  if (press.repeat || press.typing || press.ctrlKey || press.altKey || press.metaKey || press.shiftKey) return undefined;
  if (press.key === ' ') return press.onButton ? undefined : acts.primary;
  const keys: Partial<Record<Offered, string>> = KEYS;
  return [...acts.others, ...ALWAYS].find((offered) => keys[offered] === press.key.toUpperCase());
}
