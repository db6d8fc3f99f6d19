/**
 * Keeps one station process running.
 *
 * In: a host that can start one, the screens' sessions, timers. Out: a ready station with every
 * screen opened in it, started again when it dies. It gives up only when the station itself says
 * that starting again can't help, and then says why, once.
 */
import { EXIT_CANT_GO_ON, type Problem } from '../../shared/contract/problem.ts';
import { type After, backoffMs, STABLE_MS } from './backoff.ts';
import { type Exit, readFromStation, type StationHost, type StationRun } from './host.ts';
import type { Sessions } from './sessions.ts';

export type SupervisorReport =
  /** Browsers find the screens at `web`. */
  | { readonly kind: 'ready'; readonly web: string }
  | { readonly kind: 'died'; readonly exit: Exit; readonly againInMs: number }
  /** Nothing is started any more. */
  | { readonly kind: 'cantGoOn'; readonly problem: Problem }
  /** A message that is not of the channel: the two halves are of different versions. */
  | { readonly kind: 'strange'; readonly raw: unknown };

export interface SupervisorParts {
  readonly host: StationHost;
  readonly sessions: Sessions;
  readonly after: After;
  readonly report: (report: SupervisorReport) => void;
}

type Stage =
  | { readonly kind: 'idle' }
  | { readonly kind: 'running'; readonly run: StationRun }
  | { readonly kind: 'waiting'; readonly callOff: () => void }
  | { readonly kind: 'over' };

export class Supervisor {
  readonly #parts: SupervisorParts;
  #stage: Stage = { kind: 'idle' };
  /** In a row, without a stable minute between them. */
  #deaths = 0;
  #callOffStable: () => void = () => undefined;
  #problem: Problem | undefined;

  constructor(parts: SupervisorParts) {
    this.#parts = parts;
  }

  /** The present station process, if there is one. */
  pid(): number | undefined {
    return this.#stage.kind === 'running' ? this.#stage.run.pid() : undefined;
  }

  start(): void {
    if (this.#stage.kind === 'idle') this.#run();
  }

  /** Ends the station cleanly and starts none again. Again, it does nothing. */
  async stop(): Promise<void> {
    const stage = this.#stage;
    this.#stage = { kind: 'over' };
    this.#callOffStable();
    if (stage.kind === 'waiting') stage.callOff();
    if (stage.kind !== 'running') return;
    this.#parts.sessions.stationDown();
    await stage.run.stop();
  }

  #run(): void {
    const run: StationRun = this.#parts.host.start({
      message: (raw) => {
        if (this.#isPresent(run)) this.#heard(run, raw);
      },
      exit: (exit) => {
        if (this.#isPresent(run)) this.#ended(exit);
      },
    });
    this.#stage = { kind: 'running', run };
  }

  #isPresent(run: StationRun): boolean {
    return this.#stage.kind === 'running' && this.#stage.run === run;
  }

  #heard(run: StationRun, raw: unknown): void {
    const message = readFromStation(raw);
    switch (message?.kind) {
      case 'ready':
        this.#callOffStable = this.#parts.after(STABLE_MS, () => {
          this.#deaths = 0;
        });
        this.#parts.sessions.stationUp((toStation) => {
          run.post(toStation);
        });
        this.#parts.report({ kind: 'ready', web: message.web });
        return;
      case 'frame':
        this.#parts.sessions.deliver(message.session, message.frame);
        return;
      case 'failed':
        this.#problem = message.problem;
        // It exits right after, but for what keeps its loop alive: a utility process with nothing
        // left to do was seen to stay. Its exit decides, so nothing is reported of one still there.
        void run.stop();
        return;
      case undefined:
        this.#parts.report({ kind: 'strange', raw });
    }
  }

  #ended(exit: Exit): void {
    this.#callOffStable();
    this.#parts.sessions.stationDown();
    const problem = this.#problem ?? problemOf(exit);
    if (problem) {
      this.#stage = { kind: 'over' };
      this.#parts.report({ kind: 'cantGoOn', problem });
      return;
    }
    this.#deaths += 1;
    const againInMs = backoffMs(this.#deaths);
    this.#stage = {
      kind: 'waiting',
      callOff: this.#parts.after(againInMs, () => {
        this.#run();
      }),
    };
    this.#parts.report({ kind: 'died', exit, againInMs });
  }
}

/** What an exit alone says that starting again can't mend; undefined when it may. */
function problemOf(exit: Exit): Problem | undefined {
  if (exit.kind === 'notStarted') {
    return {
      kind: 'notBuilt',
      message: `The station could not be started: ${exit.why}. Run «npm ci», or name a Node 24 executable in UMBRAL_NODE. No data was touched.`,
    };
  }
  if (exit.kind === 'ended' && exit.code === EXIT_CANT_GO_ON) {
    return { kind: 'unexpected', message: `The station ended with code ${EXIT_CANT_GO_ON}; what it wrote above says why.` };
  }
  return undefined;
}
