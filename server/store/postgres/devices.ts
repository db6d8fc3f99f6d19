/** The store's part that knows the centre's devices: who is in, under which key, and how far each has reported. */
import type { StaffAct } from '../../../shared/contract/staff.ts';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import type { DeviceId, DeviceKey } from '../../../shared/domain/ids.ts';
import type { DeviceRow, DeviceStore, RenewResult } from '../device-store.ts';
import type { Actor, NotAllowed } from '../staff.ts';
import type { Written } from '../store.ts';
import { mayAct, noteAct } from './acts.ts';
import { createAsks } from './asks.ts';
import { readCentre } from './centre.ts';
import { createEnrolment } from './enrolment.ts';
import { nextEpoch } from './letting-in.ts';
import type { Owner } from './owner.ts';
import { statement, theRow, type Runner, type Statement } from './session.ts';

interface FoundDevice extends Omit<DeviceRow, 'seenAt' | 'hash'> {
  readonly seenAt: number | null;
  /** Null where its epoch has nothing in the order. */
  readonly hash: string | null;
}

const SELECT_DEVICES = `SELECT devices.device, name, key, devices.epoch, CASE WHEN revoked_at IS NULL THEN 'in' ELSE 'out' END AS standing, first,
    enrolled_at AS "enrolledAt", seen_at AS "seenAt", coalesce(acknowledged, 0) AS acknowledged, hash, wrote, reported, written_off AS "writtenOff"
  FROM devices LEFT JOIN chains ON chains.device = devices.device AND chains.epoch = devices.epoch`;
const selectDevice = statement<[DeviceId], FoundDevice>('device', `${SELECT_DEVICES} WHERE devices.device = $1`);
const selectDevices = statement<[], FoundDevice>('devices', `${SELECT_DEVICES} ORDER BY enrolled_at, devices.device`);
const countDevices = statement<[], { devices: number }>('count devices', 'SELECT count(*) AS devices FROM devices');

export function createDevices(reader: Runner, owner: Owner): DeviceStore {
  return {
    ...createEnrolment(owner),
    ...createAsks(reader, owner),
    ...createNotes(owner),
    async identity() {
      const { centre, owner: id } = await readCentre(reader);
      return { centre, owner: id, devices: theRow(await reader.all(countDevices)).devices };
    },
    async device(id) {
      return (await reader.all(selectDevice, id)).map(rowOf)[0];
    },
    async devices() {
      return (await reader.all(selectDevices)).map(rowOf);
    },
    renewEpoch: (renewal) => owner.write((tx) => renew(tx, renewal)),
  };
}

function rowOf({ seenAt, hash, ...found }: FoundDevice): DeviceRow {
  return { ...found, seenAt: seenAt ?? undefined, hash: hash ?? CHAIN_START };
}

const putDevice = statement<[DeviceId, string, DeviceKey, number, number, revokedAt: number | undefined]>(
  'put device',
  `INSERT INTO devices (device, name, key, epoch, first, enrolled_at, revoked_at) VALUES ($1, $2, $3, $4, false, $5, $6)
   ON CONFLICT (device) DO UPDATE SET name = $2, key = $3, epoch = $4, revoked_at = $6 WHERE devices.epoch < $4`,
);
const revokeDevice = statement<[number, DeviceId], { name: string }>(
  'revoke',
  'UPDATE devices SET revoked_at = $1 WHERE device = $2 AND revoked_at IS NULL RETURNING name',
);
const writeOffDevice = statement<[DeviceId], { name: string }>(
  'write off',
  'UPDATE devices SET written_off = true WHERE device = $1 AND NOT written_off RETURNING name',
);
const noteReport = statement<[number, number, DeviceId]>('report', 'UPDATE devices SET reported = $1, seen_at = $2, written_off = false WHERE device = $3');

function createNotes(owner: Owner): Pick<DeviceStore, 'putDevice' | 'revoke' | 'writeOff' | 'report'> {
  const write = <Values extends readonly unknown[]>(wanted: Statement<Values, never>, ...values: Values): Promise<Written> =>
    owner.write(async (tx) => {
      await tx.all(wanted, ...values);
      return { kind: 'written' };
    });
  const act = (change: DeviceChange): Promise<Written | NotAllowed> => owner.write((tx) => make(tx, change));
  return {
    putDevice: ({ device, name, key, epoch, standing, at }) => write(putDevice, device, name, key, epoch, at, standing === 'out' ? at : undefined),
    revoke: (device, at, by) => act({ device, act: 'deviceRevoked', by, write: (tx) => tx.all(revokeDevice, at, device) }),
    writeOff: (device, by) => act({ device, act: 'deviceWrittenOff', by, write: (tx) => tx.all(writeOffDevice, device) }),
    report: ({ device, generation, at }) => write(noteReport, generation, at, device),
  };
}

/** One change of one device. */
interface DeviceChange {
  readonly device: DeviceId;
  readonly act: StaffAct;
  readonly by: Actor | undefined;
  /** Makes it; the device's name, where anything was there to change. */
  readonly write: (tx: Runner) => Promise<readonly { readonly name: string }[]>;
}

async function make(tx: Runner, { device: subject, act, by, write }: DeviceChange): Promise<{ readonly kind: 'written' } | NotAllowed> {
  if (!(await mayAct(tx, by))) return { kind: 'notAllowed' };
  const [changed] = await write(tx);
  if (changed) await noteAct(tx, by, { act, subject, detail: changed.name });
  return { kind: 'written' };
}

const selectRenewing = statement<[DeviceId], { key: DeviceKey; epoch: number; revoked: boolean; unused: boolean }>(
  'renewing',
  `SELECT key, epoch, revoked_at IS NOT NULL AS revoked,
     NOT EXISTS (SELECT FROM chains WHERE chains.device = devices.device AND chains.epoch = devices.epoch) AS unused
   FROM devices WHERE device = $1`,
);
const renewDevice = statement<[DeviceKey, number, number, DeviceId]>(
  'renew epoch',
  'UPDATE devices SET key = $1, epoch = $2, wrote = $3, written_off = false WHERE device = $4',
);

async function renew(tx: Runner, { device, newKey, wrote }: Parameters<DeviceStore['renewEpoch']>[0]): Promise<RenewResult> {
  const [known] = await tx.all(selectRenewing, device);
  if (!known) return { kind: 'unauthenticated' };
  if (known.revoked) return { kind: 'revoked' };
  const isRepeat = known.key === newKey && known.unused;
  const epoch = isRepeat ? known.epoch : await nextEpoch(tx, device);
  await tx.all(renewDevice, newKey, epoch, wrote, device);
  return { kind: 'renewed', epoch };
}
