/**
 * A network printer that answers nothing, usually on port 9100: a fresh connection for each job, so that
 * a printer that was switched off and on finds no half-dead line, and two stations can share one.
 */
import { connect } from 'node:net';
import { USUAL_FORM, type PaperForm } from './form.ts';
import { printerAround, refused, uncertain, type PrintEnd, type Printer } from './printer.ts';

export interface TcpPrinterOptions {
  readonly host: string;
  readonly port: number;
  /** What staff call it. */
  readonly name?: string | undefined;
  readonly form?: PaperForm;
  /** How long it may take to answer the door, in ms. */
  readonly connectMs?: number;
  /** How long it may take no byte, or keep the line open after the last one, in ms. */
  readonly patienceMs?: number;
}

/** Small enough that a printer which stopped reading is noticed between two of them. */
const CHUNK_BYTES = 4096;

export function openTcpPrinter({ host, port, name = `${host}:${port}`, form = USUAL_FORM, connectMs = 1000, patienceMs = 3000 }: TcpPrinterOptions): Printer {
  return printerAround({ name, confirms: false, form }, (bytes) => sendOnce({ host, port, connectMs, patienceMs, name, bytes }));
}

type Stage = 'connecting' | 'sending' | 'sent';

interface Job extends Required<Omit<TcpPrinterOptions, 'name' | 'form'>> {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * From `connect` on the end is never better than uncertain: a socket that accepts bytes is not
 * paper [P2].
 */
function sendOnce({ host, port, connectMs, patienceMs, name, bytes }: Job): Promise<PrintEnd> {
  return new Promise((resolve) => {
    let stage: Stage = 'connecting';
    const socket = connect({ host, port, noDelay: true });
    let timer: NodeJS.Timeout;

    const end = (how: PrintEnd): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(how);
    };
    const wait = (ms: number): void => {
      clearTimeout(timer);
      timer = setTimeout(() => end(patienceEnd(stage, name, ms)), ms);
    };
    const feed = (from: number): void => {
      wait(patienceMs);
      if (from >= bytes.length) {
        socket.end();
        return;
      }
      const to = from + CHUNK_BYTES;
      socket.write(bytes.subarray(from, to), (error) => {
        if (!error) feed(to);
      });
    };

    wait(connectMs);
    socket.once('connect', () => {
      stage = 'sending';
      feed(0);
    });
    socket.once('finish', () => {
      stage = 'sent';
    });
    socket.on('error', (error) => end(brokenEnd(stage, name, error)));
    socket.once('close', () => end(closedEnd(stage, name)));
    // Printers talk back (automatic status). Bytes left unread when a socket closes turn the
    // close into a reset, which throws away the end of the ticket.
    socket.resume();
  });
}

function patienceEnd(stage: Stage, name: string, ms: number): PrintEnd {
  switch (stage) {
    case 'connecting':
      return refused('unreachable', `${name} did not answer within ${ms} ms`);
    case 'sending':
      return uncertain('stalled', `${name} took no byte for ${ms} ms`);
    case 'sent':
      return uncertain('unconfirmed', `${name} took the job and kept the line open`);
  }
}

function brokenEnd(stage: Stage, name: string, error: Error & { code?: string }): PrintEnd {
  const what = `${name}: ${error.code ?? error.message}`;
  return stage === 'connecting' ? refused('unreachable', what) : uncertain('reset', what);
}

function closedEnd(stage: Stage, name: string): PrintEnd {
  if (stage === 'connecting') return refused('unreachable', `${name} closed the line`);
  return stage === 'sent' ? uncertain('unconfirmed', `${name} took the job`) : uncertain('reset', `${name} closed the line in the middle`);
}
