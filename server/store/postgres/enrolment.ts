/** The store's part that knows the centre and its devices. */
import { CHAIN_START } from '../../../shared/domain/entry.ts';
import type { CentreId, DeviceId } from '../../../shared/domain/ids.ts';
import { ENROL_REPLAY_MS, type CentreStore, type EnrolledDevice, type Enrolment, type EnrolResult } from '../store.ts';
import type { Owner } from './owner.ts';
import { statement, theRow, type Runner } from './session.ts';

type EnrolmentPart = Pick<CentreStore, 'identity' | 'openEnrolment' | 'enrol' | 'device'>;

interface CodeRow {
  readonly device: DeviceId | null;
  readonly usedAt: number | null;
}

const selectIdentity = statement<[], { centre: CentreId | null; devices: number }>(
  'identity',
  'SELECT id AS centre, (SELECT count(*) FROM devices) AS devices FROM centre',
);
const selectDevice = statement<[DeviceId], EnrolledDevice>(
  'device',
  'SELECT device, epoch, token_hash AS "tokenHash" FROM devices WHERE device = $1',
);
const lockCentre = statement<[], { centre: CentreId | null }>('lock centre', 'SELECT id AS centre FROM centre FOR UPDATE');
const fixCentre = statement<[CentreId]>('fix centre', 'UPDATE centre SET id = $1 WHERE id IS NULL');
const lockCode = statement<[string], CodeRow>(
  'lock code',
  'SELECT device, used_at AS "usedAt" FROM enrol_codes WHERE code_hash = $1 FOR UPDATE',
);
const voidUnused = statement<[]>('void unused codes', 'DELETE FROM enrol_codes WHERE device IS NULL');
const insertCode = statement<[string, number]>('open code', 'INSERT INTO enrol_codes (code_hash, opened_at) VALUES ($1, $2)');
const useCode = statement<[DeviceId, number, string]>('use code', 'UPDATE enrol_codes SET device = $1, used_at = $2 WHERE code_hash = $3');
// A device that enrols anew begins a new epoch, whose journal begins anew [J11]; its stamps go on [J13].
const upsertDevice = statement<[DeviceId, string, number, string], { epoch: number }>(
  'enrol device',
  `INSERT INTO devices (device, epoch, token_hash, enrolled_at, acknowledged, hash, stamp)
   VALUES ($1, 1, $2, $3, 0, $4, 0)
   ON CONFLICT (device) DO UPDATE SET
     epoch = devices.epoch + 1, token_hash = $2, enrolled_at = $3, acknowledged = 0, hash = $4
   RETURNING epoch`,
);
const renewToken = statement<[string, DeviceId], { epoch: number }>(
  'renew token',
  'UPDATE devices SET token_hash = $1 WHERE device = $2 RETURNING epoch',
);

export function createEnrolment(reader: Runner, owner: Owner): EnrolmentPart {
  return {
    async identity() {
      const { centre, devices } = theRow(await reader.all(selectIdentity));
      return { centre: centre ?? undefined, devices };
    },
    async device(id) {
      return (await reader.all(selectDevice, id))[0];
    },
    openEnrolment: ({ codeHash, at }) =>
      owner.write(async (tx) => {
        await tx.all(voidUnused);
        await tx.all(insertCode, codeHash, at);
        return { kind: 'opened' };
      }),
    enrol: (request) => owner.write((tx) => enrol(tx, request)),
  };
}

async function enrol(tx: Runner, { centre, device, codeHash, tokenHash, at }: Enrolment): Promise<EnrolResult> {
  const keeps = theRow(await tx.all(lockCentre)).centre;
  if (keeps && keeps !== centre) return { kind: 'otherCentre' };
  const [code] = await tx.all(lockCode, codeHash);
  if (!code) return { kind: 'unauthenticated' };
  if (code.device === null) {
    await tx.all(fixCentre, centre);
    const { epoch } = theRow(await tx.all(upsertDevice, device, tokenHash, at, CHAIN_START));
    await tx.all(useCode, device, at, codeHash);
    return { kind: 'enrolled', epoch };
  }
  if (code.device !== device || !isReplay(code.usedAt, at)) return { kind: 'unauthenticated' };
  return { kind: 'enrolled', epoch: theRow(await tx.all(renewToken, tokenHash, device)).epoch };
}

/** Whether a used code is still the device's own repeat. A clock set back in between counts the same way. */
function isReplay(usedAt: number | null, at: number): boolean {
  return usedAt !== null && Math.abs(at - usedAt) <= ENROL_REPLAY_MS;
}
