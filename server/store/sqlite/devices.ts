/** The store's part that knows the centre's devices: who is in, under which key, and how far each has reported. */
import type { StaffAct } from '../../../shared/contract/staff.ts';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import type { DeviceId, DeviceKey } from '../../../shared/domain/ids.ts';
import type { DeviceRow, DeviceStore, RenewResult } from '../device-store.ts';
import type { Actor, NotAllowed } from '../staff.ts';
import type { Written } from '../store.ts';
import { prepareActs } from './acts.ts';
import { createAsks } from './asks.ts';
import { prepareCentre } from './centre.ts';
import { createEnrolment } from './enrolment.ts';
import { theRow, type ReadableDB, type WritableDB } from './handles.ts';
import { prepareLettingIn } from './letting-in.ts';
import { orBusy } from './trouble.ts';

export function createDevices(reader: ReadableDB, writer: WritableDB): DeviceStore {
  const readCentre = prepareCentre(reader);
  const count = reader.prepare<[], number>('SELECT count(*) FROM devices').pluck();
  const renew = prepareRenewal(writer);
  return {
    ...createEnrolment(writer),
    ...createAsks(reader, writer),
    ...createNotes(writer),
    ...createLook(reader),
    async identity() {
      const { centre, owner } = readCentre();
      return { centre, owner, devices: theRow(count.get()) };
    },
    async renewEpoch(renewal) {
      return orBusy(() => renew.immediate(renewal));
    },
  };
}

interface FoundDevice extends Pick<DeviceRow, 'device' | 'name' | 'key' | 'epoch' | 'standing' | 'enrolledAt' | 'acknowledged' | 'wrote' | 'reported'> {
  readonly first: 0 | 1;
  readonly seenAt: number | null;
  readonly hash: string | null;
  readonly writtenOff: 0 | 1;
}

function createLook(db: ReadableDB): Pick<DeviceStore, 'device' | 'devices'> {
  const query = `SELECT devices.device, name, key, devices.epoch, iif(revoked_at IS NULL, 'in', 'out') AS standing, first, enrolled_at AS enrolledAt,
      seen_at AS seenAt, ifnull(acknowledged, 0) AS acknowledged, hash, wrote, reported, written_off AS writtenOff
    FROM devices LEFT JOIN chains ON chains.device = devices.device AND chains.epoch = devices.epoch`;
  const select = db.prepare<[DeviceId], FoundDevice>(`${query} WHERE devices.device = ?`);
  const selectAll = db.prepare<[], FoundDevice>(`${query} ORDER BY enrolled_at, devices.device`);
  const rowOf = ({ first, seenAt, hash, writtenOff, ...found }: FoundDevice): DeviceRow => ({
    ...found,
    first: first === 1,
    seenAt: seenAt ?? undefined,
    hash: hash ?? CHAIN_START,
    writtenOff: writtenOff === 1,
  });
  return {
    async device(id) {
      const found = select.get(id);
      return found && rowOf(found);
    },
    async devices() {
      return selectAll.all().map(rowOf);
    },
  };
}

interface PutRow extends Omit<Parameters<DeviceStore['putDevice']>[0], 'standing'> {
  readonly revokedAt: number | undefined;
}

/** One change of one device. */
interface DeviceChange {
  readonly device: DeviceId;
  readonly act: StaffAct;
  readonly by: Actor | undefined;
  /** Makes it; the device's name, where anything was there to change. */
  readonly write: () => string | undefined;
}

function createNotes(db: WritableDB): Pick<DeviceStore, 'putDevice' | 'revoke' | 'writeOff' | 'report'> {
  const put = db.prepare<[PutRow]>(
    `INSERT INTO devices (device, name, key, epoch, first, enrolled_at, revoked_at) VALUES (:device, :name, :key, :epoch, 0, :at, :revokedAt)
     ON CONFLICT (device) DO UPDATE SET name = :name, key = :key, epoch = :epoch, revoked_at = :revokedAt WHERE devices.epoch < :epoch`,
  );
  const revoke = db.prepare<[number, DeviceId], string>('UPDATE devices SET revoked_at = ? WHERE device = ? AND revoked_at IS NULL RETURNING name').pluck();
  const writeOff = db.prepare<[DeviceId], string>('UPDATE devices SET written_off = 1 WHERE device = ? AND written_off = 0 RETURNING name').pluck();
  const report = db.prepare<[number, number, DeviceId]>('UPDATE devices SET reported = ?, seen_at = ?, written_off = 0 WHERE device = ?');
  const acts = prepareActs(db);
  const act = db.transaction((change: DeviceChange): Written | NotAllowed => {
    const { device: subject, by } = change;
    if (!acts.mayAct(by)) return { kind: 'notAllowed' };
    const name = change.write();
    if (name !== undefined) acts.note(by, { act: change.act, subject, detail: name });
    return { kind: 'written' };
  });
  const written = (write: () => unknown): Written =>
    orBusy(() => {
      write();
      return { kind: 'written' };
    });
  return {
    async putDevice({ standing, ...device }) {
      return written(() => put.run({ ...device, revokedAt: standing === 'out' ? device.at : undefined }));
    },
    async revoke(device, at, by) {
      return orBusy(() => act.immediate({ device, act: 'deviceRevoked', by, write: () => revoke.get(at, device) }));
    },
    async writeOff(device, by) {
      return orBusy(() => act.immediate({ device, act: 'deviceWrittenOff', by, write: () => writeOff.get(device) }));
    },
    async report({ device, generation, at }) {
      return written(() => report.run(generation, at, device));
    },
  };
}

function prepareRenewal(db: WritableDB) {
  const { nextEpoch } = prepareLettingIn(db);
  const select = db.prepare<[DeviceId], { key: DeviceKey; epoch: number; revokedAt: number | null; unused: 0 | 1 }>(
    `SELECT key, epoch, revoked_at AS revokedAt,
       NOT EXISTS (SELECT 1 FROM chains WHERE chains.device = devices.device AND chains.epoch = devices.epoch) AS unused
     FROM devices WHERE device = ?`,
  );
  const renew = db.prepare<[DeviceKey, number, number, DeviceId]>('UPDATE devices SET key = ?, epoch = ?, wrote = ?, written_off = 0 WHERE device = ?');
  return db.transaction(({ device, newKey, wrote }: Parameters<DeviceStore['renewEpoch']>[0]): RenewResult => {
    const known = select.get(device);
    if (!known) return { kind: 'unauthenticated' };
    if (known.revokedAt !== null) return { kind: 'revoked' };
    const isRepeat = known.key === newKey && known.unused === 1;
    const epoch = isRepeat ? known.epoch : nextEpoch(device);
    renew.run(newKey, epoch, wrote, device);
    return { kind: 'renewed', epoch };
  });
}
