/**
 * What a paper of ours says to whoever reads it: six digits, or the opaque id in its QR [X6]. In: text
 * that was read, by a reader or by a person. Out: what it can mean, or nothing. Whether anything is kept
 * under it only the station knows.
 */
import { z } from 'zod';
import { AppointmentCode } from '../domain/entries/happenings.ts';
import { CommandId, ScannedId } from '../domain/ids.ts';

/** The longest text of ours that is read. */
export const LONGEST_CODE = 26;

export const CodeOrId = z.union([z.strictObject({ code: AppointmentCode }), z.strictObject({ id: ScannedId })]);
export type CodeOrId = z.infer<typeof CodeOrId>;

/** @returns undefined where it is none of ours. */
export function readCode(text: string): CodeOrId | undefined {
  const code = AppointmentCode.safeParse(text);
  if (code.success) return { code: code.data };
  // With its shift lock on, a reader shouts.
  const id = ScannedId.safeParse(text.toLowerCase());
  return id.success ? { id: id.data } : undefined;
}

/** What came of one reading; what is none of ours goes no further than that there was something. */
export const Scan = z.discriminatedUnion('kind', [z.object({ kind: z.literal('scan'), by: CodeOrId }), z.object({ kind: z.literal('misread') })]);
export type Scan = z.infer<typeof Scan>;

/** The reading that was made last. Whoever asks what it means asks under its id, so that it is asked once [J18]. */
export const LatestScan = z.object({ id: CommandId, scan: Scan });
export type LatestScan = z.infer<typeof LatestScan>;
