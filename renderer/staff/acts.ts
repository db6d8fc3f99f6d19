/**
 * What a desk may do now, and which key does it. In: the view's `now`. Out: at
 * most one primary act and one other. It sends nothing.
 */
import type { Command } from '../../shared/contract/commands.ts';
import type { DeskNow } from '../../shared/contract/views.ts';
import type { CommandId, DeskId } from '../../shared/domain/ids.ts';

export type ActKind = 'callNext' | 'start' | 'finish' | 'noShow';

export interface DeskActs {
  /** On the space bar. */
  readonly primary: ActKind;
  /** On the key N. */
  readonly other: ActKind | undefined;
}

/** [Q1] What follows from where the desk stands. */
export function actsFor(now: DeskNow['kind']): DeskActs {
  switch (now) {
    case 'free':
      return { primary: 'callNext', other: undefined };
    case 'called':
      return { primary: 'start', other: 'noShow' };
    case 'serving':
      return { primary: 'finish', other: undefined };
    default:
      return now satisfies never;
  }
}

/** The command of an act; undefined where nobody stands there whom it could be about. */
export function commandFor(act: ActKind, desk: DeskId, now: DeskNow, id: CommandId): Command | undefined {
  if (act === 'callNext') return { kind: 'desk.callNext', id, desk };
  if (now.kind === 'free') return undefined;
  const { visit } = now;
  switch (act) {
    case 'start':
      return { kind: 'desk.start', id, desk, visit };
    case 'finish':
      return { kind: 'desk.finish', id, desk, visit };
    case 'noShow':
      return { kind: 'desk.noShow', id, desk, visit };
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
  /** Focus is where one writes, or chooses from a list. */
  readonly typing: boolean;
  /** Focus is on something that the space bar presses by itself. */
  readonly onButton: boolean;
}

/** Which act a key asks for; undefined for all other keys, and where the key means something else. */
export function actOfKey(press: KeyPress, acts: DeskActs): ActKind | undefined {
  if (press.repeat || press.typing || press.ctrlKey || press.altKey || press.metaKey || press.shiftKey) return undefined;
  if (press.key === ' ') return press.onButton ? undefined : acts.primary;
  return press.key.toLowerCase() === 'n' ? acts.other : undefined;
}
