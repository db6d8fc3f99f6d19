/**
 * One process of a running centre, kept alive.
 *
 * In: a way to start it, and its messages `ready` and `failed`. Out: a process that is there,
 * started again when it dies, or one end with its reason. It never prints: it reports.
 */
import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';
import { type After, backoffMs, STABLE_MS } from '../../main/host/backoff.ts';
import type { Exit } from '../../main/host/host.ts';
import { EXIT_CANT_GO_ON, Problem } from '../../shared/contract/problem.ts';

/** What a part says to us; anything else it sends is not for us. */
const Message = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('ready'), url: z.string().optional(), web: z.string().optional(), adminCode: z.string().optional() }),
  z.object({ kind: z.literal('failed'), problem: Problem }),
]);

export type PartReport =
  /** It serves, at this address where it has one. Comes again after each restart. */
  | {
      readonly kind: 'ready';
      readonly address: string | undefined;
      /** The file with the code for the centre's first admin, as long as there is none. */
      readonly adminCode: string | undefined;
    }
  | { readonly kind: 'died'; readonly exit: Exit; readonly againInMs: number };

export type PartEnd =
  /** It was asked to. */
  | { readonly kind: 'stopped' }
  /** It ended by itself and meant to: somebody closed the windows. */
  | { readonly kind: 'closed' }
  /** Starting again can't mend it. */
  | { readonly kind: 'cannotGoOn'; readonly problem: Problem | undefined }
  /** It died again and again and was never ready in between. */
  | { readonly kind: 'gaveUp'; readonly exit: Exit; readonly everReady: boolean };

export interface PartSettings {
  /** Starts the process, with an IPC channel. */
  readonly start: () => ChildProcess;
  /** Whether ending with code 0 means that a person closed it, or that it died like any other way. */
  readonly endsByItself: boolean;
  readonly after: After;
  readonly report: (report: PartReport) => void;
}

/** Deaths in a row, none of them after being ready, that are enough to know it is of no use. */
const HOPELESS = 5;
/** How long a part may take to end when asked, in ms, before it is told again and then killed. */
export const ASK_AGAIN_MS = 4000;
export const KILL_MS = 8000;

export class Part {
  readonly #settings: PartSettings;
  #child: ChildProcess | undefined;
  #stopping = false;
  #everReady = false;
  /** In a row, since the last stable minute. */
  #deaths = 0;
  /** In a row, with no `ready` between them. */
  #stillborn = 0;
  #problem: Problem | undefined;
  #callOffs: (() => void)[] = [];
  readonly #ended = Promise.withResolvers<PartEnd>();
  readonly #firstReady = Promise.withResolvers<void>();

  constructor(settings: PartSettings) {
    this.#settings = settings;
    this.#run();
  }

  /** Its one end; nothing is started after it. */
  get ended(): Promise<PartEnd> {
    return this.#ended.promise;
  }

  /** Resolves when it serves for the first time; never, where it ends before. */
  get firstReady(): Promise<void> {
    return this.#firstReady.promise;
  }

  pid(): number | undefined {
    return this.#child?.pid;
  }

  /** Asks it to finish what is on its way to disk, asks louder, kills it. Again, it returns the same end. */
  stop(): Promise<PartEnd> {
    if (this.#stopping) return this.ended;
    this.#stopping = true;
    this.#callOff();
    if (this.#child) {
      this.#ask();
      this.#later(ASK_AGAIN_MS, () => this.#child?.kill('SIGTERM'));
      this.#later(KILL_MS, () => this.kill());
    } else {
      this.#end({ kind: 'stopped' });
    }
    return this.ended;
  }

  kill(): void {
    this.#stopping = true;
    this.#child?.kill('SIGKILL');
  }

  #ask(): void {
    // With a callback a closed channel is an argument here and not an `error` event.
    if (this.#child?.connected) this.#child.send({ kind: 'stop' }, () => undefined);
    else this.#child?.kill('SIGTERM');
  }

  #run(): void {
    const child = this.#settings.start();
    this.#child = child;
    child.on('message', (raw) => {
      this.#heard(raw);
    });
    child.on('error', (error) => {
      // Without a number it never was: no exit will follow. With one, the exit tells.
      if (child.pid === undefined) this.#died({ kind: 'notStarted', why: error.message });
    });
    // `close` and not `exit`: the exit can be seen before the last message has been read.
    child.on('close', (code, signal) => {
      if (child.pid !== undefined) this.#exited(code, signal);
    });
  }

  #heard(raw: unknown): void {
    const message = Message.safeParse(raw);
    if (!message.success) return;
    if (message.data.kind === 'failed') {
      // It exits right after, and the exit decides.
      this.#problem = message.data.problem;
      return;
    }
    this.#everReady = true;
    this.#stillborn = 0;
    this.#later(STABLE_MS, () => {
      this.#deaths = 0;
    });
    const { web, url, adminCode } = message.data;
    this.#settings.report({ kind: 'ready', address: web ?? url, adminCode });
    this.#firstReady.resolve();
  }

  #exited(code: number | null, signal: NodeJS.Signals | null): void {
    if (this.#stopping) this.#end({ kind: 'stopped' });
    else if (this.#problem || code === EXIT_CANT_GO_ON) this.#end({ kind: 'cannotGoOn', problem: this.#problem });
    else if (code === 0 && this.#settings.endsByItself) this.#end({ kind: 'closed' });
    else this.#died(signal ? { kind: 'killed', signal } : { kind: 'ended', code: code ?? 0 });
  }

  #died(exit: Exit): void {
    this.#child = undefined;
    this.#callOff();
    if (this.#stopping) {
      this.#end({ kind: 'stopped' });
      return;
    }
    this.#deaths += 1;
    this.#stillborn += 1;
    if (this.#stillborn >= HOPELESS) {
      this.#end({ kind: 'gaveUp', exit, everReady: this.#everReady });
      return;
    }
    const againInMs = backoffMs(this.#deaths);
    this.#settings.report({ kind: 'died', exit, againInMs });
    this.#later(againInMs, () => this.#run());
  }

  #end(end: PartEnd): void {
    this.#callOff();
    this.#child = undefined;
    this.#ended.resolve(end);
  }

  #later(ms: number, run: () => void): void {
    this.#callOffs.push(this.#settings.after(ms, run));
  }

  #callOff(): void {
    for (const callOff of this.#callOffs.splice(0)) callOff();
  }
}
