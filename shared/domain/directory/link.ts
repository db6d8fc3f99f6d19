/**
 * Where a service of the directory opens on a phone. In: the centre, the service, a hash. Out: an
 * opaque token and its address [X6]: whoever reads it off a paper learns of no service.
 */
import type { Digest } from '../entries/entry.ts';
import { spellHash, type CentreId } from '../ids.ts';
import type { RecordId } from './record.ts';

/** Where the centre's server shows a service, behind its public address; the token comes after it. */
export const SERVICE_PATH = '/servicio/';

/** The same service of the same centre has the same token for ever: a paper outlives many editions of the directory. */
export function tokenOfService(digest: Digest, centre: CentreId, service: RecordId): string {
  return spellHash(digest(`umbral\nservice\n${centre}\n${service}`));
}

export function serviceUrl(publicUrl: string, token: string): string {
  return `${publicUrl}${SERVICE_PATH}${token}`;
}
