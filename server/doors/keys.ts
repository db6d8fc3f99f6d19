/** The door where keys of what people left of themselves travel [J15]: a device's own in, those it lacks out, and which are to be gone. */
import { KEYS_LIMIT, KeysRequest, type KeysReply } from '../../shared/contract/wire.ts';
import type { Owner } from '../owner/index.ts';
import type { CentreStore } from '../store/store.ts';
import { ok, read, refuse, type Door } from './door.ts';

/** A key with whose it is, and ids: the longest message holds a hundred of each. */
const BODY_LIMIT = 64 * KEYS_LIMIT * 6;

export interface KeyDoorParts {
  readonly store: Pick<CentreStore, 'putKeys' | 'keysOf' | 'goneOf'>;
  readonly owner: Pick<Owner, 'keysCame'>;
}

export function keyDoors({ store, owner }: KeyDoorParts): readonly Door[] {
  return [
    {
      method: 'POST',
      path: '/v1/keys',
      bodyLimit: BODY_LIMIT,
      opensTo: 'devices',
      async answer({ body }) {
        const asked = read(KeysRequest, body);
        if (asked.kind !== 'read') return asked;
        const { put, want, held } = asked.value;
        const written = await store.putKeys(put);
        if (written.kind === 'busy') return refuse({ kind: 'busy', retryAfterMs: written.retryAfterMs });
        if (put.length > 0) await owner.keysCame();
        const named = [...put.map(({ subject }) => subject), ...want, ...held];
        return ok({ keys: [...(await store.keysOf(want))], gone: [...(await store.goneOf(named))] } satisfies KeysReply);
      },
    },
  ];
}
