/**
 * A printer that answers nothing: a fresh line for each job, so that one that was switched off and on
 * finds no half-dead line, and two stations can share one. In: a reach. Out: ends that never say printed.
 */
import type { Timers } from '../../../shared/domain/clock.ts';
import { Conversation } from './answering/conversation.ts';
import { USUAL_FORM, type PaperForm } from './form.ts';
import { drop, type Line, type Reach } from './lines/line.ts';
import { printerAround, refused, uncertain, type PrintEnd, type Printer } from './printer.ts';
import { stripBefore } from './answering/strip.ts';

export interface UnconfirmedOptions {
  readonly reach: Reach;
  readonly timers: Timers;
  /** What staff call it. */
  readonly name?: string | undefined;
  readonly form?: PaperForm;
  /** How long it may take no byte, or keep the line open after the last one, in ms. */
  readonly patienceMs?: number;
}

export function openUnconfirmedPrinter({ reach, timers, name = reach.address, form = USUAL_FORM, patienceMs = 3000 }: UnconfirmedOptions): Printer {
  let isWhole = true;
  return printerAround({ name, confirms: false, form }, async (bytes) => {
    const line = await reach.meet();
    if (typeof line === 'string') return refused('unreachable', `${name}: ${line}`);
    const job = isWhole ? bytes : Buffer.concat([stripBefore(bytes), bytes]);
    const end = await sendOnce(line, job, { name, timers, patienceMs });
    isWhole = end.why === 'unconfirmed';
    return end;
  });
}

type Sending = Required<Pick<UnconfirmedOptions, 'timers' | 'patienceMs'>> & { readonly name: string };

/** From here on the end is never better than uncertain: a line that accepts bytes is not paper [P2]. */
async function sendOnce(line: Line, bytes: Uint8Array, { name, timers, patienceMs }: Sending): Promise<Extract<PrintEnd, { kind: 'uncertain' }>> {
  // It also hears: words left unread when a socket closes turn the close into a reset, which throws
  // away the end of the ticket.
  const conversation = new Conversation(line, timers);
  try {
    const sent = await conversation.send(bytes, patienceMs);
    const left = sent === 'sent' ? await endOf(line, timers, patienceMs) : sent;
    if (left === 'left') return uncertain('unconfirmed', `${name} took the job`);
    if (left === 'stalled') return uncertain('stalled', `${name} took no byte for ${patienceMs} ms`);
    return uncertain('reset', `${name}: the line broke in the middle (${conversation.broken ?? 'closed'})`);
  } finally {
    await drop(line);
  }
}

/** @returns `left` where the last byte has, whether or not the printer closed its side after it. */
function endOf({ stream }: Line, timers: Timers, ms: number): Promise<'left' | 'stalled' | 'broken'> {
  return new Promise((resolve) => {
    const callOff = timers.after(ms, () => resolve(stream.writableFinished ? 'left' : 'stalled'));
    const done = (): void => {
      callOff();
      // A reset behind the last byte may have thrown it away.
      resolve(stream.writableFinished && !stream.errored ? 'left' : 'broken');
    };
    if (stream.closed) return done();
    stream.once('close', done);
    stream.end();
  });
}
