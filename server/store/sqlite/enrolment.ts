/** The store's part that knows the centre and its devices. */
import { CHAIN_START } from '../../../shared/domain/entry.ts';
import type { CentreId, DeviceId } from '../../../shared/domain/ids.ts';
import { ENROL_REPLAY_MS, type CentreStore, type EnrolledDevice, type Enrolment, type EnrolResult, type Identity } from '../store.ts';
import { theRow, type ReadableDB, type WritableDB } from './handles.ts';
import { orBusy } from './trouble.ts';

type EnrolmentPart = Pick<CentreStore, 'identity' | 'openEnrolment' | 'enrol' | 'device'>;

interface CodeRow {
  readonly device: DeviceId | null;
  readonly usedAt: number | null;
}

export function createEnrolment(reader: ReadableDB, writer: WritableDB): EnrolmentPart {
  const selectIdentity = reader.prepare<[], { centre: CentreId | null; devices: number }>(
    'SELECT id AS centre, (SELECT count(*) FROM devices) AS devices FROM centre',
  );
  const selectDevice = reader.prepare<[DeviceId], EnrolledDevice>(
    'SELECT device, epoch, token_hash AS tokenHash FROM devices WHERE device = ?',
  );
  const selectCentre = writer.prepare<[], CentreId | null>('SELECT id FROM centre').pluck();
  const fixCentre = writer.prepare<[CentreId]>('UPDATE centre SET id = ? WHERE id IS NULL');
  const selectCode = writer.prepare<[string], CodeRow>('SELECT device, used_at AS usedAt FROM enrol_codes WHERE code_hash = ?');
  const voidUnused = writer.prepare<[]>('DELETE FROM enrol_codes WHERE device IS NULL');
  const insertCode = writer.prepare<[string, number]>('INSERT INTO enrol_codes (code_hash, opened_at) VALUES (?, ?)');
  const useCode = writer.prepare<[DeviceId, number, string]>('UPDATE enrol_codes SET device = ?, used_at = ? WHERE code_hash = ?');
  // A device that enrols anew begins a new epoch, whose journal begins anew [J11]; its stamps go on [J13].
  const upsertDevice = writer
    .prepare<[Enrolment & { start: string }], number>(
      `INSERT INTO devices (device, epoch, token_hash, enrolled_at, acknowledged, hash, stamp)
       VALUES (:device, 1, :tokenHash, :at, 0, :start, 0)
       ON CONFLICT (device) DO UPDATE SET
         epoch = epoch + 1, token_hash = :tokenHash, enrolled_at = :at, acknowledged = 0, hash = :start
       RETURNING epoch`,
    )
    .pluck();
  const renewToken = writer
    .prepare<[string, DeviceId], number>('UPDATE devices SET token_hash = ? WHERE device = ? RETURNING epoch')
    .pluck();

  const enrol = writer.transaction((request: Enrolment): EnrolResult => {
    const { centre, device, codeHash, tokenHash, at } = request;
    const keeps = selectCentre.get();
    if (keeps && keeps !== centre) return { kind: 'otherCentre' };
    const code = selectCode.get(codeHash);
    if (!code) return { kind: 'unauthenticated' };
    if (code.device === null) {
      fixCentre.run(centre);
      const epoch = theRow(upsertDevice.get({ ...request, start: CHAIN_START }));
      useCode.run(device, at, codeHash);
      return { kind: 'enrolled', epoch };
    }
    if (code.device !== device || !isReplay(code.usedAt, at)) return { kind: 'unauthenticated' };
    return { kind: 'enrolled', epoch: theRow(renewToken.get(tokenHash, device)) };
  });

  const openEnrolment = writer.transaction((codeHash: string, at: number): void => {
    voidUnused.run();
    insertCode.run(codeHash, at);
  });

  return {
    async identity(): Promise<Identity> {
      const { centre, devices } = theRow(selectIdentity.get());
      return { centre: centre ?? undefined, devices };
    },
    async device(id) {
      return selectDevice.get(id);
    },
    async openEnrolment({ codeHash, at }) {
      return orBusy(() => {
        openEnrolment.immediate(codeHash, at);
        return { kind: 'opened' };
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
