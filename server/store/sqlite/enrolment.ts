/** The store's part that lets in the first device, by the code that its own machine was given. */
import type { CentreId, DeviceId, DeviceKey } from '../../../shared/domain/ids.ts';
import { ENROL_REPLAY_MS, type DeviceStore, type Enrolment, type EnrolResult } from '../device-store.ts';
import { prepareCentre } from './centre.ts';
import type { WritableDB } from './handles.ts';
import { prepareLettingIn } from './letting-in.ts';
import { orBusy } from './trouble.ts';

interface CodeRow {
  /** Null while the code is open. */
  readonly device: DeviceId | null;
  readonly usedAt: number | null;
  /** That device, as it is now. */
  readonly key: DeviceKey | null;
  readonly epoch: number | null;
}

export function createEnrolment(writer: WritableDB): Pick<DeviceStore, 'openEnrolment' | 'enrol'> {
  const readCentre = prepareCentre(writer);
  const { letIn } = prepareLettingIn(writer);
  const fixCentre = writer.prepare<[CentreId]>('UPDATE centre SET id = ? WHERE id IS NULL');
  const selectCode = writer.prepare<[string], CodeRow>(
    `SELECT enrol_codes.device, used_at AS usedAt, key, epoch
     FROM enrol_codes LEFT JOIN devices USING (device) WHERE code_hash = ?`,
  );
  const voidUnused = writer.prepare<[]>('DELETE FROM enrol_codes WHERE device IS NULL');
  const insertCode = writer.prepare<[string, number]>('INSERT INTO enrol_codes (code_hash, opened_at) VALUES (?, ?)');
  const useCode = writer.prepare<[DeviceId, number, string]>('UPDATE enrol_codes SET device = ?, used_at = ? WHERE code_hash = ?');

  const openEnrolment = writer.transaction((codeHash: string, at: number): void => {
    voidUnused.run();
    insertCode.run(codeHash, at);
  });
  const enrol = writer.transaction((request: Enrolment): EnrolResult => {
    const { centre, device, codeHash, key, at } = request;
    const now = readCentre();
    if (now.centre !== undefined && now.centre !== centre) return { kind: 'otherCentre' };
    const code = selectCode.get(codeHash);
    if (!code || device === now.owner) return { kind: 'unauthenticated' };
    if (code.device === null) {
      fixCentre.run(centre);
      const epoch = letIn(request, true);
      useCode.run(device, at, codeHash);
      return { kind: 'enrolled', centre, epoch };
    }
    const isRepeat = code.device === device && code.key === key && isReplay(code.usedAt, at);
    return isRepeat && code.epoch !== null ? { kind: 'enrolled', centre, epoch: code.epoch } : { kind: 'unauthenticated' };
  });

  return {
    async openEnrolment({ codeHash, at }) {
      return orBusy(() => {
        openEnrolment.immediate(codeHash, at);
        return { kind: 'written' };
      });
    },
    async enrol(request) {
      return orBusy(() => enrol.immediate(request));
    },
  };
}

/** Whether a used code is still the device's own repeat. A clock set back in between counts the same way. */
function isReplay(usedAt: number | null, at: number): boolean {
  return usedAt !== null && Math.abs(at - usedAt) <= ENROL_REPLAY_MS;
}
