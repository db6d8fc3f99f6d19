/**
 * What a printer can say of itself, found out by asking it: an administrator learns from it what
 * to write into the settings. In: where it is. Out: what it answered. It prints nothing; a printer that
 * does not know a question may print that one as letters.
 */
import { CLEAR } from './answers.ts';
import type { Timers } from '../../../../shared/domain/clock.ts';
import { PATIENCE } from './confirming-printer.ts';
import { Conversation } from './conversation.ts';
import { letGo, type Reach } from '../lines/line.ts';
import { isWell, lookAt, type Condition, type Confirming, type Patience } from './looking.ts';

export type Probed =
  | { readonly kind: 'unreachable'; readonly why: string }
  /** It takes bytes, and says nothing: its papers can't be confirmed. */
  | { readonly kind: 'silent' }
  /** It answers, and can't be asked further before that is mended. */
  | { readonly kind: 'hindered'; readonly by: Exclude<Condition, 'ready' | 'paperLow' | 'silent'> }
  | {
      readonly kind: 'answers';
      /** The best of what it knows; undefined where it says how it is, and not that a paper is out. */
      readonly confirms: Confirming | undefined;
      /** Whether it lets go of a job that it could not finish. */
      readonly forgets: boolean;
    };

export interface Probing extends Partial<Patience> {
  readonly reach: Reach;
  readonly timers: Timers;
  /** How long another station may have its only line before it is called silent, in ms. */
  readonly busyMs?: number;
}

export async function probePrinter({ reach, timers, busyMs = 8000, ...given }: Probing): Promise<Probed> {
  const patience = { ...PATIENCE, ...given };
  const met = await reach.meet();
  if (typeof met === 'string') return { kind: 'unreachable', why: met };
  try {
    const line = new Conversation(met, timers);
    const asking = { ...patience, line, id: 'ask' };
    // Asked once, and waited for: the question lies in the line until it is our turn there.
    const { condition } = await lookAt({ ...asking, confirms: 'jobId', statusMs: busyMs, left: { answers: 'none', paper: 'none' } });
    if (condition === 'silent') return { kind: 'silent' };
    if (!isWell(condition)) return { kind: 'hindered', by: condition };
    const knows = async (confirms: Confirming): Promise<boolean> => isWell((await lookAt({ ...asking, confirms, left: { answers: 'owed', paper: 'none' } })).condition);
    const confirms = (await knows('jobId')) ? 'jobId' : (await knows('paperStatus')) ? 'paperStatus' : undefined;
    await line.send(CLEAR, patience.statusMs);
    const cleared = await line.hear(({ kind }) => (kind === 'cleared' ? kind : undefined), patience.statusMs);
    return { kind: 'answers', confirms, forgets: cleared === 'cleared' };
  } finally {
    await letGo(met, timers, patience.statusMs);
  }
}
