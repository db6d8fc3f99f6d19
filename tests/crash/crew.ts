/**
 * People at one station's screens: visitors who take turns, agents who call them, and somebody who
 * signs people up for what there is to come to, one after another, for as long as there is a station now and then. In: where the screens are. Out: all that
 * anybody was shown.
 */
import { systemChance } from '../../main/station/chance.ts';
import { systemClock } from '../../main/station/clock.ts';
import type { Command, Outcome, Reply } from '../../shared/contract/commands.ts';
import type { SignupStanding } from '../../shared/contract/activities.ts';
import { Series, type AtDate } from '../../shared/domain/events/index.ts';
import { LocalTime } from '../../shared/domain/events/local.ts';
import { CommandId, type DeskId, type ServiceId, type SignupId, type VisitId } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { openScreen, type TestScreen } from '../fixtures/screen.ts';

/** A number that somebody saw. */
export interface Shown {
  readonly visit: VisitId;
  readonly label: string;
}

/** What somebody was told who signed up. */
export interface ToldPlace {
  readonly signup: SignupId;
  readonly at: AtDate;
  readonly stands: SignupStanding;
  readonly name: string;
}

/** Days on which there is something to come to, from tomorrow on. */
const DAYS = 14;
const TOMORROW = systemClock().now() + 86_400_000;

/** Few seats a day, so that some wait. */
export const CLASS = Series.parse({
  id: 's'.repeat(26), name: { es: 'Costura' }, icon: 'class', audiences: [], languages: [], access: [], hasChildcare: false, cost: { kind: 'free' }, capacity: 9,
  zone: 'Etc/UTC', isAllDay: false, start: dayFrom(0), rule: `FREQ=DAILY;COUNT=${DAYS}`, minutes: 60, added: [], excluded: [], changes: [], isCancelled: false,
  signup: { partyAtMost: 4, closesMinutes: 0, opensDays: 30, seatsAhead: 1, holdHours: 24, takesPhone: false, questions: [] },
});

function dayFrom(days: number): LocalTime {
  return LocalTime.parse(`${new Date(TOMORROW + days * 86_400_000).toISOString().slice(0, 10)}T20:00`);
}

export interface CrewParts {
  readonly web: string;
  /** One row of visitors for each. */
  readonly services: readonly ServiceId[];
  /** One agent at each. */
  readonly desks: readonly DeskId[];
  /** Somebody signs people up as well: then the order's owner goes on writing when all others are done. */
  readonly signsUp: boolean;
}

export class Crew {
  readonly shown: Shown[] = [];
  readonly places: ToldPlace[] = [];
  /** Whom an agent was told that it had called. */
  readonly called: VisitId[] = [];
  readonly #screens: TestScreen[] = [];
  readonly #rows: Promise<void>[];
  readonly #waiting = new Set<() => void>();
  /** Somebody was told what nobody should be told. */
  readonly #upset = Promise.withResolvers<never>();
  #goesOn = true;

  constructor({ web, services, desks, signsUp }: CrewParts) {
    this.#rows = [
      ...services.map((service) => this.#keepIssuing(this.#screen(web, 'visitor'), service)),
      ...desks.map((desk) => this.#keepServing(this.#screen(web, 'staff'), desk)),
      ...(signsUp ? [this.#keepSigningUp(this.#screen(web, 'staff'))] : []),
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

  async #keepSigningUp(screen: TestScreen): Promise<void> {
    for (let nth = 0; this.#goesOn; nth += 1) {
      done(await screen.call({ kind: 'series.put', id: newId(), series: [CLASS] }));
      const at = { series: CLASS.id, date: dayFrom(nth % DAYS) };
      const name = `Nadie ${newId()}`;
      const party = { adults: 1 + (nth % 3), children: { upTo5: 0, upTo11: 0, upTo17: 0 } };
      const told = done(await screen.call({ kind: 'signup.make', id: newId(), ...at, party, language: 'es', answers: [], name, phone: null, consent: 1 }));
      if (told?.kind !== 'signedUp') {
        await this.#nextOrOver();
        continue;
      }
      const { signup, stands } = told;
      this.places.push({ signup, at, stands, name });
      await screen.until({ kind: 'signup', signup }, ({ state }) => state !== 'waiting');
      if (nth % 4 === 3) done(await screen.call({ kind: 'signup.cancel', id: newId(), signup }));
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
const HAPPENS: ReadonlySet<string> = new Set(['nobodyWaiting', 'notThatStep', 'deskBusy', 'notReady', 'unknownOffer']);

function done(reply: Reply): Outcome | undefined {
  if (reply.kind === 'done') return reply.outcome;
  if (!HAPPENS.has(reply.why)) throw new Error(`refused: ${reply.why}`);
  return undefined;
}

function newId(): Command['id'] {
  return CommandId.parse(systemChance.id());
}
