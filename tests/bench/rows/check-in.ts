/**
 * `check-in`: parties let in at one door, one after the other, by their papers' passes: a real station
 * beside a real server, everybody on its roll, and a door's screen that is shown the roll after each.
 */
import { systemChance } from '../../../main/station/chance.ts';
import { systemClock } from '../../../main/station/clock.ts';
import type { Command, Outcome } from '../../../shared/contract/commands.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { Pass } from '../../../shared/domain/events/index.ts';
import { LocalTime } from '../../../shared/domain/events/local.ts';
import { CommandId, DeskId } from '../../../shared/domain/ids.ts';
import { startCentre } from '../../fixtures/centre.ts';
import { aSeries } from '../../fixtures/events/series.ts';
import { openPaperListener } from '../../fixtures/paper-listener.ts';
import { openScreen, type TestScreen } from '../../fixtures/screen.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const PARTIES = 500;
/** Five hundred in a minute. */
const LIMIT_A_SECOND = PARTIES / 60;
const LOOK_MS = 50;

export async function measureCheckIn(): Promise<Row> {
  const paper = await openPaperListener();
  const centre = await startCentre({ printer: { kind: 'tcp', host: '127.0.0.1', port: paper.port } });
  const [door, screen] = [openScreen(centre.web, 'staff'), openScreen(centre.web, 'staff')];
  await door.until({ kind: 'joining' }, ({ joining }) => joining.kind === 'in');
  const at = await plan(door);
  for (let n = 0; n < PARTIES; n += 1) await ask(door, signUp(at, n), 'signedUp');
  while (paper.papers.length < PARTIES) await new Promise((resolve) => { setTimeout(resolve, LOOK_MS); });
  const passes = paper.papers.map(({ qrs }) => Pass.parse(qrs[0]?.payload));
  let shown = 0;
  let came = 0;
  screen.watch({ kind: 'roll', ...at }, ({ lines }) => {
    shown += 1;
    came = lines.filter((line) => line.came !== null).length;
  });
  const each: number[] = [];
  const all = stopwatch();
  for (const pass of passes) {
    const watch = stopwatch();
    const { told } = await ask(door, (id) => ({ kind: 'attendance.scan', id, ...at, by: { pass } }), 'scanned');
    if (told.kind !== 'came') throw new Error(`nobody was let in: ${told.kind}`);
    each.push(watch());
  }
  const seconds = all() / 1000;
  await screen.until({ kind: 'roll', ...at }, ({ lines }) => lines.every((line) => line.came !== null));
  for (const each of [door, screen]) each.close();
  await centre.stop();
  await paper.close();
  const value = PARTIES / seconds;
  return {
    row: 'check-in', p50: rounded(percentile(each, 0.5)), p99: rounded(percentile(each, 0.99)), value: rounded(value), unit: 'check-ins/s', limit: rounded(LIMIT_A_SECOND), atLeast: true, ok: value >= LIMIT_A_SECOND,
    note: `${PARTIES} passes one after the other in ${rounded(seconds)} s, ${PARTIES} with names on the roll, shown ${shown} times (last with ${came} in); p50 and p99 in ms from reading to answer, on disk`,
  };
}

type At = { readonly series: ReturnType<typeof aSeries>['id']; readonly date: LocalTime };

/** A date of today that takes as many as come. */
async function plan(door: TestScreen): Promise<At> {
  const { zone } = await door.until({ kind: 'staff', desk: DeskId.parse('desk-1') }, () => true);
  const date = LocalTime.parse(`${businessDayOf(zone, systemClock().now())}T00:00`);
  const series = aSeries({ zone, start: date, minutes: 24 * 60, signup: { partyAtMost: 5, closesMinutes: 0, opensDays: 60, seatsAhead: 0, holdHours: 24, takesPhone: false, questions: [] } });
  await ask(door, (id) => ({ kind: 'series.put', id, series: [series] }), 'planned');
  return { series: series.id, date };
}

function signUp(at: At, n: number): (id: CommandId) => Command {
  return (id) => ({ kind: 'signup.make', id, ...at, party: { adults: 1 + (n % 4), children: { upTo5: 0, upTo11: 0, upTo17: 0 } }, language: 'es', answers: [], name: `Persona ${n}`, phone: null, consent: 1 });
}

async function ask<K extends Outcome['kind']>(door: TestScreen, command: (id: CommandId) => Command, kind: K): Promise<Extract<Outcome, { kind: K }>> {
  const reply = await door.call(command(CommandId.parse(systemChance.id())));
  if (reply.kind === 'refused' || reply.outcome.kind !== kind) throw new Error(JSON.stringify(reply));
  return reply.outcome as Extract<Outcome, { kind: K }>;
}
