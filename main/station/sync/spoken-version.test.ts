import { expect, it } from 'vitest';
import { PUSH_REQUESTS, WIRE_FLOOR, WIRE_VERSION } from '../../../shared/contract/versions.ts';
import { CHAIN_START } from '../../../shared/domain/entries/entry.ts';
import { BootId, spellId } from '../../../shared/domain/ids.ts';
import { SpokenVersion, pushIn } from './spoken-version.ts';

it.each([
  ['an older server', 1, 2, 2],
  ['a server that names the very version it refused', 2, 9, undefined],
  ['a server that is too new', WIRE_VERSION + 1, WIRE_VERSION + 2, undefined],
  ['a server that is too old', 1, WIRE_FLOOR - 1, undefined],
])('[J14] with %s the highest common version is spoken, if there is one', (_name, from, to, spoken) => {
  const version = new SpokenVersion();
  expect(version.lower(WIRE_VERSION, { from, to })).toBe(spoken !== undefined);
  expect(version.now).toBe(spoken ?? WIRE_VERSION);
});

it('[J14] a server that was updated meanwhile is spoken to in its newer version', () => {
  const version = new SpokenVersion();
  version.lower(WIRE_VERSION, { from: 2, to: 2 });
  expect(version.lower(2, { from: WIRE_VERSION, to: WIRE_VERSION })).toBe(true);
  expect(version.now).toBe(WIRE_VERSION);
});

it('[J14] a push is valid in each version that is understood', () => {
  const entries = [{ bytes: '{}', hash: CHAIN_START }];
  const sent = { bootId: BootId.parse(spellId(new Uint8Array(26))), monotonic: 5, at: 6 };
  for (const [version, schema] of Object.entries(PUSH_REQUESTS)) {
    expect(schema.safeParse(pushIn(Number(version), { epoch: 1, first: 1, entries, sent })).success).toBe(true);
  }
  expect(pushIn(2, { epoch: 1, first: 1, entries, sent })).not.toHaveProperty('sent');
});
