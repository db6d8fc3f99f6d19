/**
 * What a paper of ours says to whoever reads it: six digits, or the opaque id in its QR, alone
 * or at the end of the address of its page [X6]. In: text
 * that was read, by a reader or by a person. Out: what it can mean, or nothing. Whether anything is kept
 * under it only the station knows.
 */
import { z } from 'zod';
import { AppointmentCode } from '../domain/entries/happenings.ts';
import { Pass, PASS_LETTERS, readPass } from '../domain/events/pass.ts';
import { CommandId, ScannedId, type VisitId } from '../domain/ids.ts';
import { LONGEST_PUBLIC_URL } from './settings.ts';

/** Where a centre's server tells how a turn stands, behind its public address; the opaque id comes after it. */
export const FOLLOW_PATH = '/turno/';

/** The address of a turn's page, as its QR holds it where the centre's server has a public address. */
export function followUrl(publicUrl: string, visit: VisitId): string {
  return `${publicUrl}${FOLLOW_PATH}${visit}`;
}

/** The longest text of ours that is read: such an address, or a signed pass. */
export const LONGEST_CODE = Math.max(LONGEST_PUBLIC_URL + FOLLOW_PATH.length + 26, PASS_LETTERS);

/** By whatever layout a reader's keys arrive, a letter stays one where `readCode` is given it; signs may become any other sign. */
const ADDRESS = /^https?.+turno.([0-9a-z]{26})$/;

export const CodeOrId = z.union([z.strictObject({ code: AppointmentCode }), z.strictObject({ id: ScannedId })]);
export type CodeOrId = z.infer<typeof CodeOrId>;

/** @returns undefined where it is none of ours. */
export function readCode(text: string): CodeOrId | undefined {
  const code = AppointmentCode.safeParse(text);
  if (code.success) return { code: code.data };
  // With its shift lock on, a reader shouts.
  const spelled = text.toLowerCase();
  const id = ScannedId.safeParse(ADDRESS.exec(spelled)?.[1] ?? spelled);
  return id.success ? { id: id.data } : undefined;
}

/** What came of one reading; what is none of ours goes no further than that there was something. */
export const Scan = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('scan'), by: CodeOrId }),
  /** The confirmation of a place at an activity; whether it is ours its signature says. */
  z.object({ kind: z.literal('pass'), pass: Pass }),
  z.object({ kind: z.literal('misread') }),
]);
export type Scan = z.infer<typeof Scan>;

/** What a reader read, whatever it was. */
export function scanOf(text: string): Scan {
  const by = readCode(text);
  if (by) return { kind: 'scan', by };
  const pass = Pass.safeParse(text.toUpperCase());
  return pass.success && readPass(pass.data) ? { kind: 'pass', pass: pass.data } : { kind: 'misread' };
}

/** What a screen asks of whoever has the paper: the id of a pass is as good as any other [X6]. */
export function askedBy(scan: Exclude<Scan, { kind: 'misread' }>): CodeOrId | undefined {
  if (scan.kind === 'scan') return scan.by;
  const id = ScannedId.safeParse(readPass(scan.pass)?.says.signup);
  return id.success ? { id: id.data } : undefined;
}

/** The reading that was made last. Whoever asks what it means asks under its id, so that it is asked once [J18]. */
export const LatestScan = z.object({ id: CommandId, scan: Scan });
export type LatestScan = z.infer<typeof LatestScan>;
