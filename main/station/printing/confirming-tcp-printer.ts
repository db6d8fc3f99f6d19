/**
 * [P2] A network printer that answers: it is asked before each job whether it can print, and behind it
 * whether it has. A fresh connection for each job, as with those that do not answer.
 */
import type { PrinterCondition } from '../../../shared/contract/views.ts';
import { lookAt, printConfirmed, type Confirming, type Patience } from './confirmed-job.ts';
import { Conversation } from './conversation.ts';
import { USUAL_FORM, type PaperForm } from './form.ts';
import { printerAround, refused, type PrintEnd, type Printer } from './printer.ts';
import { meetPrinter } from './tcp-line.ts';

export interface ConfirmingTcpOptions extends Partial<Patience> {
  readonly host: string;
  readonly port: number;
  /** What staff call it. */
  readonly name?: string | undefined;
  readonly form?: PaperForm;
  readonly confirms: Confirming;
  /** Three printable characters, another one each time. */
  readonly newJobId: () => string;
  /** How long it may take to answer the door, in ms. */
  readonly connectMs?: number;
}

/** What a printer on a network of its own building needs at most. */
export const PATIENCE: Patience = { statusMs: 500, patienceMs: 3000, longestMs: 15_000, lookMs: 250, quietMs: 2000 };

export function openConfirmingTcpPrinter({ host, port, name = `${host}:${port}`, form = USUAL_FORM, confirms, newJobId, connectMs = 1000, ...given }: ConfirmingTcpOptions): Printer {
  const patience = { ...PATIENCE, ...given };
  let condition: PrinterCondition = 'unknown';
  // What it took before this start is not known, nor whether it answers as its settings say.
  let isOwed = true;
  let turn: Promise<unknown> = Promise.resolve();

  /** One at a time: many a printer has one line only. @returns why not, where nobody answers the door. */
  const onLine = <T>(work: (line: Conversation) => Promise<T>): Promise<T | string> => {
    const done = turn.then(async () => {
      const met = await meetPrinter(host, port, connectMs);
      if (typeof met === 'string') return met;
      try {
        return await work(new Conversation(met));
      } finally {
        // What is written still goes out; what the printer says from here on is nobody's.
        met.destroySoon();
      }
    });
    turn = done.catch(() => {});
    return done;
  };

  const print = async (bytes: Uint8Array): Promise<PrintEnd> => {
    const job = await onLine((line) => printConfirmed({ ...patience, name, line, confirms, bytes, id: newJobId(), isOwed }));
    if (typeof job === 'string') {
      condition = 'unreachable';
      return refused('unreachable', `${name}: ${job}`);
    }
    ({ condition, isOwed } = job);
    return job.end;
  };

  const look = async (): Promise<boolean> => {
    const before = condition;
    const seen = await onLine((line) => lookAt({ ...patience, line, confirms, id: newJobId(), isOwed }));
    if (typeof seen === 'string') condition = 'unreachable';
    else ({ condition, isOwed } = seen);
    return condition !== before;
  };

  return printerAround({ name, confirms: true, form }, print, { condition: () => condition, look });
}
