/**
 * [P2] A printer that answers: it is asked before each job whether it can print, and behind it whether it
 * has. A fresh line for each job, as with those that do not answer.
 */
import type { PrinterCondition } from '../../../../shared/contract/views.ts';
import type { Timers } from '../../../../shared/domain/clock.ts';
import { printConfirmed } from './confirmed-job.ts';
import { Conversation } from './conversation.ts';
import { USUAL_FORM, type PaperForm } from '../form.ts';
import { letGo, type Reach } from '../lines/line.ts';
import { lookAt, type Confirming, type Left, type Patience } from './looking.ts';
import { printerAround, refused, type PrintEnd, type Printer } from '../printer.ts';

export interface ConfirmingOptions extends Partial<Patience> {
  readonly reach: Reach;
  readonly timers: Timers;
  /** What staff call it. */
  readonly name?: string | undefined;
  readonly form?: PaperForm;
  readonly confirms: Confirming;
  /** Three printable characters, another one each time. */
  readonly newJobId: () => string;
  /** Whether a paper that was begun may hang there already, as a station leaves it that died. */
  readonly mayHang?: boolean;
}

/** What a printer in its own building needs at most. */
export const PATIENCE: Patience = { statusMs: 500, patienceMs: 3000, longestMs: 15_000, lookMs: 250, quietMs: 2000 };

export function openConfirmingPrinter({ reach, timers, name = reach.address, form = USUAL_FORM, confirms, newJobId, mayHang = false, ...given }: ConfirmingOptions): Printer {
  const patience = { ...PATIENCE, ...given };
  let condition: PrinterCondition = 'unknown';
  // What it took before this start is not known, nor whether it answers as its settings say.
  let left: Left = { answers: 'owed', paper: mayHang ? 'strip' : 'none' };
  let turn: Promise<unknown> = Promise.resolve();

  /** One at a time: many a printer has one line only. @returns why not, where there is none. */
  const onLine = <T>(work: (line: Conversation) => Promise<T>): Promise<T | string> => {
    const done = Promise.withResolvers<T | string>();
    turn = turn.then(async () => {
      const line = await reach.meet();
      if (typeof line === 'string') return done.resolve(line);
      await work(new Conversation(line, timers)).then(done.resolve, done.reject);
      await letGo(line, timers, patience.statusMs);
    }).catch(done.reject);
    return done.promise;
  };

  const goneNow = (): void => {
    condition = 'unreachable';
    // It may be another one when it comes back.
    if (left.answers === 'unheard') left = { ...left, answers: 'owed' };
  };

  const print = async (bytes: Uint8Array): Promise<PrintEnd> => {
    const job = await onLine((line) => printConfirmed({ ...patience, name, line, confirms, bytes, id: newJobId(), left }));
    if (typeof job === 'string') {
      goneNow();
      return refused('unreachable', `${name}: ${job}`);
    }
    ({ condition, left } = job);
    return job.end;
  };

  const look = async (): Promise<boolean> => {
    const before = condition;
    const seen = await onLine((line) => lookAt({ ...patience, line, confirms, id: newJobId(), left }));
    if (typeof seen === 'string') goneNow();
    else ({ condition, left } = seen);
    return condition !== before;
  };

  return printerAround({ name, confirms: true, form }, print, { condition: () => condition, look });
}
