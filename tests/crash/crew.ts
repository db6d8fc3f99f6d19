/**
 * People at one station's screens: visitors who take turns and agents who call them, one after
 * another, for as long as there is a station now and then. In: where the screens are. Out: all that
 * anybody was shown.
 */
import { systemChance } from '../../main/station/chance.ts';
import type { Command, Outcome, Reply } from '../../shared/contract/commands.ts';
import { CommandId, type DeskId, type ServiceId, type VisitId } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { openScreen, type TestScreen } from '../fixtures/screen.ts';

/** A number that somebody saw. */
export interface Shown {
  readonly visit: VisitId;
  readonly label: string;
}

export interface CrewParts {
  readonly web: string;
  /** One row of visitors for each. */
  readonly services: readonly ServiceId[];
  /** One agent at each. */
  readonly desks: readonly DeskId[];
}

export class Crew {
  readonly shown: Shown[] = [];
  /** Whom an agent was told that it had called. */
  readonly called: VisitId[] = [];
  readonly #screens: TestScreen[] = [];
  readonly #rows: Promise<void>[];
  readonly #waiting = new Set<() => void>();
  /** Somebody was told what nobody should be told. */
  readonly #upset = Promise.withResolvers<never>();
  #goesOn = true;

  constructor({ web, services, desks }: CrewParts) {
    this.#rows = [
      ...services.map((service) => this.#keepIssuing(this.#screen(web, 'visitor'), service)),
      ...desks.map((desk) => this.#keepServing(this.#screen(web, 'staff'), desk)),
    ];
    this.#upset.promise.catch(() => {});
    for (const row of this.#rows) row.catch(this.#upset.reject);
  }

  /** Resolves once so many more numbers were shown. */
  async more(count: number): Promise<void> {
    const until = this.shown.length + count;
    while (this.shown.length < until) await Promise.race([this.#next(), this.#upset.promise]);
  }

  /** Lets everybody finish what they asked for. */
  async stop(): Promise<void> {
    this.#goesOn = false;
    await Promise.all(this.#rows);
    for (const screen of this.#screens) screen.close();
  }

  async #keepIssuing(screen: TestScreen, service: ServiceId): Promise<void> {
    while (this.#goesOn) {
      const issued = done(await screen.call({ kind: 'ticket.issue', id: newId(), service, language: 'es' }));
      if (issued?.kind !== 'issued') {
        await this.#nextOrOver();
        continue;
      }
      const { visit, label } = issued;
      this.shown.push({ visit, label: spellLabel(label) });
      for (const tell of this.#waiting) tell();
      // The next visitor steps up when this one's paper has ended one way or the other [P1].
      await screen.until({ kind: 'paper', visit }, ({ state }) => state !== 'waiting');
    }
  }

  async #keepServing(screen: TestScreen, desk: DeskId): Promise<void> {
    while (this.#goesOn) {
      const called = done(await screen.call({ kind: 'desk.callNext', id: newId(), desk }));
      if (called?.kind !== 'called') {
        await this.#nextOrOver();
        continue;
      }
      const { visit } = called;
      this.called.push(visit);
      done(await screen.call({ kind: 'desk.start', id: newId(), desk, visit }));
      done(await screen.call({ kind: 'desk.finish', id: newId(), desk, visit }));
    }
  }

  #screen(web: string, trust: 'visitor' | 'staff'): TestScreen {
    const screen = openScreen(web, trust);
    this.#screens.push(screen);
    return screen;
  }

  #next(): Promise<void> {
    return new Promise((resolve) => {
      const tell = (): void => {
        this.#waiting.delete(tell);
        resolve();
      };
      this.#waiting.add(tell);
    });
  }

  /** Nobody waits, or the station is not ready: until somebody comes, or a little later. */
  async #nextOrOver(): Promise<void> {
    if (this.#goesOn) await Promise.race([this.#next(), new Promise((resolve) => setTimeout(resolve, 50))]);
  }
}

/** What nobody at a desk can help: the queue is empty, or another desk was quicker. */
const HAPPENS: ReadonlySet<string> = new Set(['nobodyWaiting', 'notThatStep', 'deskBusy', 'notReady']);

function done(reply: Reply): Outcome | undefined {
  if (reply.kind === 'done') return reply.outcome;
  if (!HAPPENS.has(reply.why)) throw new Error(`refused: ${reply.why}`);
  return undefined;
}

function newId(): Command['id'] {
  return CommandId.parse(systemChance.id());
}
