/**
 * A queue of the system's own spooler (CUPS). In: a job, given to `lp` as it is. Out: refused where `lp`
 * did not take it, and never better than uncertain where it did: what the spooler says of its queue is
 * not paper [P2].
 */
import { spawn } from 'node:child_process';
import type { Timers } from '../../../shared/domain/clock.ts';
import { USUAL_FORM, type PaperForm } from './form.ts';
import { printerAround, refused, uncertain, type PrintEnd, type Printer } from './printer.ts';

export interface SpoolerOptions {
  readonly queue: string;
  readonly timers: Timers;
  /** What staff call it. */
  readonly name?: string | undefined;
  readonly form?: PaperForm;
  /** How long `lp` may take, in ms. */
  readonly patienceMs?: number;
}

/** [P3] What the spooler could not print within these seconds it lets go of: nobody waits for it any more. */
const LIFE_S = 120;

/** What is kept of what `lp` complains of, in characters. */
const SAID_CHARS = 300;

export function openSpoolerPrinter({ queue, timers, name = queue, form = USUAL_FORM, patienceMs = 10_000 }: SpoolerOptions): Printer {
  return printerAround({ name, confirms: false, form }, (bytes) => giveToSpooler({ queue, timers, name, patienceMs, bytes }));
}

type Giving = Required<Pick<SpoolerOptions, 'queue' | 'timers' | 'patienceMs'>> & { readonly name: string; readonly bytes: Uint8Array };

function giveToSpooler({ queue, timers, name, patienceMs, bytes }: Giving): Promise<PrintEnd> {
  return new Promise((resolve) => {
    const lp = spawn('lp', ['-d', queue, '-o', 'raw', '-o', `job-cancel-after=${LIFE_S}`], {
      stdio: ['pipe', 'ignore', 'pipe'],
      env: { ...process.env, LC_ALL: 'C' },
    });
    let said = '';
    let isLate = false;
    const callOff = timers.after(patienceMs, () => {
      isLate = true;
      lp.kill('SIGKILL');
    });
    lp.stderr.on('data', (chunk: Buffer) => {
      said = `${said}${chunk.toString()}`.slice(0, SAID_CHARS);
    });
    // One that ended before it had read all says why by its exit code.
    lp.stdin.on('error', () => {});
    lp.once('error', (error: Error & { code?: string }) => {
      callOff();
      resolve(refused('unreachable', `${name}: there is no spooler (lp: ${error.code ?? error.message})`));
    });
    lp.once('close', (code, signal) => {
      callOff();
      if (isLate) resolve(uncertain('stalled', `${name}: the spooler did not take the job within ${patienceMs} ms`));
      else if (signal) resolve(uncertain('reset', `${name}: lp was ended by ${signal}`));
      else if (code === 0) resolve(uncertain('unconfirmed', `${name}: the spooler took the job`));
      else resolve(refused('unreachable', `${name}: ${said.trim() || `lp ended with ${code}`}`));
    });
    lp.stdin.end(bytes);
  });
}
