/**
 * What a printer is to the rest of the station: bytes in, one of three ends out [P1]. Every
 * transport passes `tests/contract/printer-suite.ts`.
 */

import type { PrinterCondition } from '../../../shared/contract/views.ts';
import type { Hindrance } from './answering/answers.ts';
import type { PaperForm } from './form.ts';

/** How a job ended. `detail` is for whoever runs the machine, in plain English. */
export type PrintEnd =
  /** The printer says that the paper is out. `detail` tells what was not perfect about it. */
  | { readonly kind: 'printed'; readonly detail?: string }
  /** Bytes went out and what became of them is unknown. Never retried by itself. */
  | { readonly kind: 'uncertain'; readonly why: UncertainWhy; readonly detail: string }
  /** It did not come out, and nothing of it is left that could. Safe to try again, here or elsewhere. */
  | { readonly kind: 'refused'; readonly why: RefusedWhy; readonly detail: string };

export type UncertainWhy =
  /** All went out and nothing was wrong; this printer has no way to say more [P2]. */
  | 'unconfirmed'
  /** The line broke after bytes had gone out. */
  | 'reset'
  /** The printer stopped taking bytes in the middle, or answering. */
  | 'stalled'
  /** It said what hindered it, and not that it forgot the job. */
  | Hindrance
  /** The station died while the job was on its way. */
  | 'crash';

export type RefusedWhy =
  /** Nobody answers at its address, or it turned us away. */
  | 'unreachable'
  /** It is reached, and answers no question. */
  | 'silent'
  /** It says what hinders it. */
  | Hindrance
  /** It took the job, printed none of it while nothing hindered it, and forgot it when it was told to. */
  | 'stuck'
  | 'disk'
  /** The job waited until its paper would only have confused people [P3]. */
  | 'expired'
  /** What the spool holds is not a ticket any more. */
  | 'badTicket'
  /** The printer was closed. */
  | 'closed';

export interface Printer {
  /** How staff and logs call it. */
  readonly name: string;
  /** Whether it can say that a paper came out. One that can't is labelled so wherever staff meet it [P2]. */
  readonly confirms: boolean;
  /** What it can make of a layout. */
  readonly form: PaperForm;
  /** How it was when it last said so: at a job, or when it was looked at. */
  readonly condition: () => PrinterCondition;
  /** Asks it how it is, unless a job is in hand. Resolves with whether that is another than before; never rejects. */
  look(): Promise<boolean>;
  /** Sends one whole job. Resolves with its end and never rejects; one job at a time. */
  print(bytes: Uint8Array): Promise<PrintEnd>;
  /** Waits for the job in hand. Jobs given afterwards are refused. */
  close(): Promise<void>;
}

export function refused(why: RefusedWhy, detail: string): Extract<PrintEnd, { kind: 'refused' }> {
  return { kind: 'refused', why, detail };
}

export function uncertain(why: UncertainWhy, detail: string): Extract<PrintEnd, { kind: 'uncertain' }> {
  return { kind: 'uncertain', why, detail };
}

/** What a printer says of itself. */
export type Asked = Pick<Printer, 'condition' | 'look'>;

const SAYS_NOTHING: Asked = { condition: () => 'unknown', look: () => Promise.resolve(false) };

/**
 * A printer around one way to send a job: keeps the promises every printer makes.
 * @param about how it is called, whether it confirms, and what it can make of a layout.
 * @param send resolves with the job's end. Should it reject all the same, the job is uncertain.
 */
export function printerAround(about: Pick<Printer, 'name' | 'confirms' | 'form'>, send: (bytes: Uint8Array) => Promise<PrintEnd>, asked = SAYS_NOTHING): Printer {
  const { name, confirms, form } = about;
  let closed = false;
  let jobs = 0;
  let inHand: Promise<unknown> = Promise.resolve();
  const hold = <T>(work: Promise<T>): Promise<T> => {
    // Of what is done nothing is kept: it is looked at thousands of times a day.
    inHand = Promise.all([inHand, work]).then(() => {});
    return work;
  };
  return {
    name,
    confirms,
    form,
    condition: asked.condition,
    look: () => (closed || jobs > 0 ? Promise.resolve(false) : hold(asked.look().catch(() => false))),
    print(bytes) {
      if (closed) return Promise.resolve(refused('closed', `${name} was closed`));
      jobs += 1;
      const job = send(bytes)
        .catch((error: unknown) => uncertain('crash', `${name}: ${String(error)}`))
        .finally(() => {
          jobs -= 1;
        });
      return hold(job);
    },
    async close() {
      closed = true;
      await inHand;
    },
  };
}
