import { describe, expect, it } from 'vitest';
import { Book, MONDAY, newDevice, sha256 } from '../../../tests/fixtures/book.ts';
import { MONDAY_NINE, ORIENTATION } from '../../../tests/fixtures/world.ts';
import { CHAIN_START, compareEntryIds, isSameEntry, orderHash, readEntry, sealEntry, type EntryId } from './entry.ts';
import { waitingFor } from '../scheduling/queue.ts';

const [a, b] = [newDevice(), newDevice()].toSorted() as [EntryId['device'], EntryId['device']];

describe('entry ids', () => {
  it('[J13] go by device, then by epoch, then by number, and numbers compare as numbers', () => {
    const inOrder: EntryId[] = [
      { device: a, epoch: 1, seq: 9 },
      { device: a, epoch: 1, seq: 10 },
      { device: a, epoch: 2, seq: 1 },
      { device: a, epoch: 10, seq: 1 },
      { device: b, epoch: 1, seq: 1 },
      { device: b, epoch: 1, seq: 100 },
    ];
    for (const [i, one] of inOrder.entries()) {
      for (const [j, other] of inOrder.entries()) expect(Math.sign(compareEntryIds(one, other)), `${i} ${j}`).toBe(Math.sign(i - j));
    }
  });

  it('[J13] settle who is next among those who came in the same instant', () => {
    const book = new Book().configure();
    const kiosks = [book.author(b), book.author(a)];
    const at = MONDAY_NINE;
    const issued = [book.issue(ORIENTATION, { at }, kiosks[0], true), ...Array.from({ length: 10 }, () => book.issue(ORIENTATION, { at }, kiosks[1], true))];
    expect(waitingFor(book.state(), MONDAY, [ORIENTATION]).map(({ id }) => id)).toEqual([...issued.slice(1), issued[0]]);
  });

  it('are the same where all three are', () => {
    const id = { device: a, epoch: 1, seq: 1 };
    expect([id, { ...id, device: b }, { ...id, epoch: 2 }, { ...id, seq: 2 }].map((other) => isSameEntry(id, { ...other }))).toEqual([true, false, false, false]);
  });
});

describe('reading an entry', () => {
  const id = { device: a, epoch: 2, seq: 3 };
  const payload = { device: b, epoch: 1, day: MONDAY, n: 1, from: 101, to: 150 };
  const whole = { ...id, type: 'numbers.leased', v: 1, bootId: '0'.repeat(26), monotonic: 0, at: 0, businessDay: MONDAY, payload };
  const read = (change: object): ReturnType<typeof readEntry> => readEntry(JSON.stringify({ ...whole, ...change }), id);
  const why = (change: object): unknown => {
    const result = read(change);
    return result.kind === 'unreadable' ? [result.why, result.envelope?.seq] : result.kind;
  };

  it('[J5] says why it can’t be folded, and gives its envelope wherever that could be read', () => {
    expect(readEntry('{', id)).toEqual({ kind: 'unreadable', why: 'notJson', envelope: undefined });
    expect(why({})).toBe('known');
    expect(why({ type: 'moon.landed' })).toEqual(['unknownType', 3]);
    expect(why({ v: 2 })).toEqual(['unknownVersion', 3]);
    expect(why({ payload: {} })).toEqual(['badPayload', 3]);
  });

  it('[J5] is of another than the order took it for: no entry', () => {
    for (const other of [{ device: b }, { epoch: 1 }, { seq: 4 }]) expect(why(other)).toEqual(['badEnvelope', undefined]);
  });

  it('[J1] its envelope is whole, and within its bounds', () => {
    const least = { monotonic: 0, at: 0, type: 'x', v: 1 };
    expect(why(least)).toEqual(['unknownType', 3]);
    expect(why({ type: 'x'.repeat(60) })).toEqual(['unknownType', 3]);
    const beyond = [{ type: '' }, { type: 'x'.repeat(61) }, { v: 0 }, { v: 1.5 }, { monotonic: -1 }, { at: -1 }, { at: 0.5 }, { businessDay: '2026-13-01' }, { bootId: '' }];
    for (const change of beyond) expect(why(change), JSON.stringify(change)).toEqual(['badEnvelope', undefined]);
  });

  it('[N1] a block of numbers ends no earlier than it begins', () => {
    const spans = [[101, 101], [101, 102], [102, 101], [0, 5], [9999, 9999], [9999, 10_000]] as const;
    expect(spans.map(([from, to]) => read({ payload: { ...payload, from, to } }).kind)).toEqual(['known', 'known', 'unreadable', 'unreadable', 'known', 'unreadable']);
  });
});

it('[J19] the hash of a place binds the place before it, the generation, the number, the stamp and the entry', () => {
  const place = { generation: 1, no: 2, effectiveAt: 3 };
  const hashes = [
    orderHash(sha256, CHAIN_START, place, 'e'),
    orderHash(sha256, '1'.repeat(64), place, 'e'),
    orderHash(sha256, CHAIN_START, { ...place, generation: 2 }, 'e'),
    orderHash(sha256, CHAIN_START, { ...place, no: 3 }, 'e'),
    orderHash(sha256, CHAIN_START, { ...place, effectiveAt: 4 }, 'e'),
    orderHash(sha256, CHAIN_START, place, 'f'),
  ];
  expect(new Set(hashes).size).toBe(hashes.length);
  expect(hashes[0]).toBe(sha256(`${'0'.repeat(64)}\n1\n2\n3\ne`));
});

it('[J1] an entry’s hash is over the hash before it, a newline and its bytes', () => {
  const envelope = { device: a, epoch: 1, seq: 1, type: 'x', v: 1, bootId: '0'.repeat(26), monotonic: 0, at: 0, businessDay: MONDAY, payload: 1 };
  const sealed = sealEntry(sha256, CHAIN_START, envelope as Parameters<typeof sealEntry>[2]);
  expect(sealed).toEqual({ bytes: JSON.stringify(envelope), hash: sha256(`${'0'.repeat(64)}\n${JSON.stringify(envelope)}`) });
});
