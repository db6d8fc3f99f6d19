/** The store's part that lets in the first device, by the code that its own machine was given. */
import type { CentreId, DeviceId, DeviceKey } from '../../../shared/domain/ids.ts';
import { ENROL_REPLAY_MS, type DeviceStore, type Enrolment, type EnrolResult } from '../device-store.ts';
import { readCentre } from './centre.ts';
import { letIn } from './letting-in.ts';
import type { Owner } from './owner.ts';
import { statement, type Runner } from './session.ts';

interface CodeRow {
  /** Null while the code is open. */
  readonly device: DeviceId | null;
  readonly usedAt: number | null;
  /** That device, as it is now. */
  readonly key: DeviceKey | null;
  readonly epoch: number | null;
}

const fixCentre = statement<[CentreId]>('fix centre', 'UPDATE centre SET id = $1 WHERE id IS NULL');
const selectCode = statement<[string], CodeRow>(
  'code',
  `SELECT device, used_at AS "usedAt", key, epoch FROM enrol_codes LEFT JOIN devices USING (device) WHERE code_hash = $1`,
);
const voidUnused = statement<[]>('void unused codes', 'DELETE FROM enrol_codes WHERE device IS NULL');
const insertCode = statement<[string, number]>('open code', 'INSERT INTO enrol_codes (code_hash, opened_at) VALUES ($1, $2)');
const useCode = statement<[DeviceId, number, string]>('use code', 'UPDATE enrol_codes SET device = $1, used_at = $2 WHERE code_hash = $3');

export function createEnrolment(owner: Owner): Pick<DeviceStore, 'openEnrolment' | 'enrol'> {
  return {
    openEnrolment: ({ codeHash, at }) =>
      owner.write(async (tx) => {
        await tx.all(voidUnused);
        await tx.all(insertCode, codeHash, at);
        return { kind: 'written' };
      }),
    enrol: (request) => owner.write((tx) => enrol(tx, request)),
  };
}

async function enrol(tx: Runner, request: Enrolment): Promise<EnrolResult> {
  const { centre, device, codeHash, key, at } = request;
  const now = await readCentre(tx);
  if (now.centre !== undefined && now.centre !== centre) return { kind: 'otherCentre' };
  const [code] = await tx.all(selectCode, codeHash);
  if (!code || device === now.owner) return { kind: 'unauthenticated' };
  if (code.device === null) {
    await tx.all(fixCentre, centre);
    const epoch = await letIn(tx, request, true);
    await tx.all(useCode, device, at, codeHash);
    return { kind: 'enrolled', centre, epoch };
  }
  const isRepeat = code.device === device && code.key === key && isReplay(code.usedAt, at);
  return isRepeat && code.epoch !== null ? { kind: 'enrolled', centre, epoch: code.epoch } : { kind: 'unauthenticated' };
}

/** Whether a used code is still the device's own repeat. A clock set back in between counts the same way. */
function isReplay(usedAt: number | null, at: number): boolean {
  return usedAt !== null && Math.abs(at - usedAt) <= ENROL_REPLAY_MS;
}
