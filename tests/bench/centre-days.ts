/** The order of a busy centre, day after day, as its server holds it: for whoever measures what a station does with it. */
import { sha256 } from '../../main/station/journal/digest.ts';
import type { Centre } from '../../shared/domain/centre.ts';
import { businessDayOf, type BusinessDay, type EpochMs } from '../../shared/domain/clock.ts';
import { CHAIN_START, orderHash, sealEntry, type EntryId, type OrderedEntry } from '../../shared/domain/entries/entry.ts';
import { ENTRY_PAYLOADS, type Happening } from '../../shared/domain/entries/happenings.ts';
import { BootId, DeviceId, DeviceKey, VisitId } from '../../shared/domain/ids.ts';
import { laneOf } from '../../shared/domain/label.ts';
import type { Chance } from '../../main/station/chance.ts';

const DAY_MS = 86_400_000;
/** A day is closed when the one after it is over too. */
const CLOSED_AFTER_DAYS = 2;

export interface CentreDays {
  readonly centre: Centre;
  readonly chance: Chance;
  /** When the first day opens. */
  readonly opening: EpochMs;
  readonly ticketsADay: number;
  /** Whether the owner closes days, as it does. */
  readonly closes: boolean;
  /** The kiosk that wrote all but what the owner did. */
  readonly device: DeviceId;
}

/** For ever: each ticket is called, served and finished. */
export function* centreDays({ centre, chance, opening, ticketsADay, closes, device }: CentreDays): Generator<OrderedEntry> {
  const owner = DeviceId.parse(chance.id());
  const boot = BootId.parse(chance.id());
  const chains = { [owner]: { seq: 0, hash: CHAIN_START }, [device]: { seq: 0, hash: CHAIN_START } };
  let last = { no: 0, orderHash: CHAIN_START };
  const write = (by: DeviceId, { type, payload }: Happening, at: EpochMs, businessDay: BusinessDay): OrderedEntry => {
    const chain = chains[by] ?? { seq: 0, hash: CHAIN_START };
    const id: EntryId = { device: by, epoch: 1, seq: chain.seq + 1 };
    const entry = sealEntry(sha256, chain.hash, { ...id, type, v: ENTRY_PAYLOADS[type].v, bootId: boot, monotonic: at - opening, at, businessDay, payload });
    chains[by] = { seq: id.seq, hash: entry.hash };
    const place = { generation: 1, no: last.no + 1, effectiveAt: at };
    last = { no: place.no, orderHash: orderHash(sha256, last.orderHash, place, entry.hash) };
    return { place: { ...place, orderHash: last.orderHash }, id, entry };
  };
  const first = businessDayOf(centre.zone, opening);
  yield write(owner, { type: 'generation.opened', payload: { generation: 1, owner } }, opening, first);
  yield write(device, { type: 'centre.configured', payload: { centre } }, opening, first);
  const key = DeviceKey.parse('k'.repeat(43));
  yield write(owner, { type: 'device.enrolled', payload: { device, epoch: 1, name: 'Kiosco', key, lane: laneOf(1), sequenceFrom: first } }, opening, first);
  for (let dayNo = 0; ; dayNo += 1) {
    const opens = opening + dayNo * DAY_MS;
    const day = businessDayOf(centre.zone, opens);
    const over = businessDayOf(centre.zone, opens - CLOSED_AFTER_DAYS * DAY_MS);
    if (closes && dayNo >= CLOSED_AFTER_DAYS) yield write(owner, { type: 'day.closed', payload: { day: over } }, opens, day);
    const given = new Map<string, number>();
    for (let n = 0; n < ticketsADay; n += 1) {
      const at = opens + (n + 1) * 60_000;
      const service = centre.services[n % centre.services.length];
      const desk = service && centre.desks.find((one) => one.services.includes(service.id));
      if (!service || !desk) throw new Error('every service has a desk');
      const visit = VisitId.parse(chance.id());
      const number = (given.get(service.letter) ?? 0) + 1;
      given.set(service.letter, number);
      yield write(device, { type: 'ticket.issued', payload: { visit, service: service.id, label: { letter: service.letter, number }, language: 'es' } }, at, day);
      const act = { visit, leg: 1, callNo: 1, desk: desk.id };
      const basis = { head: last.no, pendingSeq: last.no, policy: 'firstCome', policyVersion: 1, now: at + 30_000 } as const;
      yield write(device, { type: 'leg.called', payload: { ...act, basis } }, at + 30_000, day);
      yield write(device, { type: 'leg.started', payload: act }, at + 40_000, day);
      yield write(device, { type: 'leg.finished', payload: act }, at + 50_000, day);
    }
  }
}

/** The next so many of them. */
export function take(days: Iterator<OrderedEntry>, count: number): OrderedEntry[] {
  return Array.from({ length: count }, () => {
    const next = days.next();
    if (next.done === true) throw new Error('days never end');
    return next.value;
  });
}
