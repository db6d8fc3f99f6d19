import { expect, it } from 'vitest';
import type { Command, Reply } from '../../../shared/contract/commands.ts';
import { FileId } from '../../../shared/domain/ids.ts';
import { commandIds, testChance } from '../../../tests/fixtures/world.ts';
import { carry } from './carrying.ts';

const newId = commandIds(testChance(5));
const file = FileId.parse('0'.repeat(26));
const bytes = Uint8Array.from({ length: 80_000 }, (_, n) => (n * 7) % 256);

async function carried(of: Uint8Array, answer: (n: number) => Reply = () => ({ kind: 'done', outcome: { kind: 'fileTaken', file } }), wanted = Infinity): Promise<{ sent: Extract<Command, { kind: 'directory.carry' }>[]; why: unknown }> {
  const sent: Extract<Command, { kind: 'directory.carry' }>[] = [];
  const call = (command: Command): Promise<Reply> => {
    if (command.kind === 'directory.carry') sent.push(command);
    return Promise.resolve(answer(sent.length));
  };
  const why = await carry({ call }, { file, name: 'a.json', bytes: of }, newId, () => sent.length < wanted);
  return { sent, why };
}

it('a file arrives as it was, in pieces that fit, one after the other', async () => {
  const { sent, why } = await carried(bytes);
  expect(why).toBeUndefined();
  expect(sent.map(({ n, of }) => [n, of])).toEqual([[0, 3], [1, 3], [2, 3]]);
  expect(Buffer.concat(sent.map(({ piece }) => Buffer.from(piece, 'base64')))).toEqual(Buffer.from(bytes));
  expect((await carried(new Uint8Array())).sent.map(({ n, of, piece }) => [n, of, piece])).toEqual([[0, 1, '']]);
});

it('what is refused is told, and nothing more is sent; nor for whoever has gone', async () => {
  const { sent, why } = await carried(bytes, (n) => (n === 2 ? { kind: 'refused', why: 'fileBusy' } : { kind: 'done', outcome: { kind: 'fileTaken', file } }));
  expect([sent.length, why]).toEqual([2, 'fileBusy']);
  expect((await carried(bytes, undefined, 1)).sent).toHaveLength(1);
});
