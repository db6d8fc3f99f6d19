/** A long order on a server's disk: days of a busy centre, each called, served, finished and closed. */
import { sha256 } from '../../server/digest.ts';
import { openSqliteStore } from '../../server/store/sqlite/open.ts';
import { CENTRE, createAuthor, createDevice, type TestDevice } from '../../server/testing/device.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { businessDayOf, daysAfter, type EpochMs } from '../../shared/domain/clock.ts';
import { laneOf } from '../../shared/domain/label.ts';
import { SMALL_CENTRE, testChance } from '../fixtures/world.ts';

const TICKETS_A_DAY = 100;
const ENTRIES_A_TICKET = 4;
const BATCH = 400;
const DAY_MS = 86_400_000;
/** 2026-03-02, a Monday, 9:00 in Bogotá. */
const FIRST_MORNING: EpochMs = Date.UTC(2026, 2, 2, 14);

/**
 * Fills a server's file, which must not be there.
 * @param entries about how many; a whole number of days.
 * @returns the device that wrote them, which may prove itself to a server on that file.
 */
export async function makeLongOrder(file: string, entries: number): Promise<{ readonly device: TestDevice; readonly entries: number }> {
  const store = openSqliteStore({ file, digest: sha256 });
  const device = createDevice(1);
  const codeHash = sha256('the code');
  await store.openEnrolment({ codeHash, at: FIRST_MORNING });
  await store.enrol({ centre: CENTRE, device: device.id, key: device.key, name: device.name, codeHash, wrote: 0, at: FIRST_MORNING });
  const { owner: ownerId } = await store.identity();
  const owner = createAuthor(ownerId, 1);
  const chance = testChance(3);
  let made = 0;
  const push = async (author: typeof owner | TestDevice, written: readonly { readonly bytes: string; readonly hash: string }[]): Promise<void> => {
    for (let from = 0; from < written.length; from += BATCH) {
      const batch = written.slice(from, from + BATCH);
      const first = author.journal.length - written.length + from + 1;
      const pushed = await store.push({ device: author.id, epoch: 1, first, entries: batch, sent: undefined, receivedAt: FIRST_MORNING + 400 * DAY_MS });
      if (pushed.kind !== 'acknowledged') throw new Error(`the order can't be made: ${pushed.kind}`);
      made = pushed.no;
    }
  };
  const monday = businessDayOf('America/Bogota', FIRST_MORNING);
  await push(owner, [
    owner.write({ type: 'generation.opened', payload: { generation: 1, owner: ownerId } }),
    owner.write({ type: 'device.enrolled', payload: { device: device.id, epoch: 1, name: device.name, key: device.key, lane: laneOf(1), sequenceFrom: monday } }),
  ]);
  await push(device, [device.write({ type: 'centre.configured', payload: { centre: Centre.parse({ ...SMALL_CENTRE, id: CENTRE }) } })]);
  for (let dayNo = 0; made < entries; dayNo += 1) {
    const businessDay = daysAfter(monday, dayNo);
    const written = Array.from({ length: TICKETS_A_DAY }, (_, n) => {
      const at = FIRST_MORNING + dayNo * DAY_MS + n * 120_000;
      const act = { visit: chance.id(), leg: 1, callNo: 1, desk: 'desk-3' };
      const basis = { head: made, pendingSeq: made, policy: 'firstCome', policyVersion: 1, now: at };
      return [
        device.write({ at, businessDay, type: 'ticket.issued', payload: { visit: act.visit, service: 'orientation', label: { letter: 'A', number: n + 1 }, language: 'es' } }),
        device.write({ at: at + 30_000, businessDay, type: 'leg.called', payload: { ...act, basis } }),
        device.write({ at: at + 40_000, businessDay, type: 'leg.started', payload: act }),
        device.write({ at: at + 90_000, businessDay, type: 'leg.finished', payload: act }),
      ];
    }).flat();
    if (written.length !== TICKETS_A_DAY * ENTRIES_A_TICKET) throw new Error('a ticket has four entries');
    await push(device, written);
    if (dayNo > 1) await push(owner, [owner.write({ type: 'day.closed', payload: { day: daysAfter(monday, dayNo - 2) } })]);
  }
  await store.close();
  return { device, entries: made };
}
