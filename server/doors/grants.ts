/** The doors where the order's owner grants something: blocks of numbers [N1], seats [S1], and who may call [C1]. */
import { ClaimRequest, LEASES_LIMIT, LeasesRequest, SeatsRequest, type ClaimReply, type LeasesReply, type SeatsReply } from '../../shared/contract/wire.ts';
import type { Owner } from '../owner/index.ts';
import { ok, read, readList, refuse, type Door } from './door.ts';

const BODY_LIMIT = 4096;

export function grantDoors(owner: Pick<Owner, 'claim' | 'lease' | 'seats'>): readonly Door[] {
  return [
    {
      method: 'POST',
      path: '/v1/leases',
      bodyLimit: BODY_LIMIT,
      opensTo: 'devices',
      async answer({ body }, { device }) {
        const asked = readList(LeasesRequest, body, 'wanted', LEASES_LIMIT);
        if (asked.kind !== 'read') return asked;
        const leased = await owner.lease(device, asked.value.wanted);
        return leased.kind === 'leased' ? ok({ head: leased.head } satisfies LeasesReply) : refuse(leased.error);
      },
    },
    {
      method: 'POST',
      path: '/v1/seats',
      bodyLimit: BODY_LIMIT,
      opensTo: 'devices',
      async answer({ body }, { device }) {
        const asked = read(SeatsRequest, body);
        if (asked.kind !== 'read') return asked;
        const given = await owner.seats(device, asked.value);
        return given.kind === 'declined' ? refuse(given.error) : ok({ kind: given.kind, head: given.head } satisfies SeatsReply);
      },
    },
    {
      method: 'POST',
      path: '/v1/claims',
      bodyLimit: BODY_LIMIT,
      opensTo: 'devices',
      async answer({ body }, { device }) {
        const asked = read(ClaimRequest, body);
        if (asked.kind !== 'read') return asked;
        const claimed = await owner.claim(device, asked.value);
        return claimed.kind === 'declined' ? refuse(claimed.error) : ok({ kind: claimed.kind, head: claimed.head } satisfies ClaimReply);
      },
    },
  ];
}
