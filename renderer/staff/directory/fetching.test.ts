import { expect, test } from 'vitest';
import type { Command } from '../../../shared/contract/commands.ts';
import { FileId, type CommandId } from '../../../shared/domain/ids.ts';
import { commandIds, testChance } from '../../../tests/fixtures/world.ts';
import { fetchFile } from './fetching.ts';

const newId = commandIds(testChance(9)) as () => CommandId;
const FILE = FileId.parse(newId());
const PIECES = ['MDEyMw==', 'w7E='];

test('all pieces come in their order, byte for byte', async () => {
  const [asked, told]: [Command[], number[]] = [[], []];
  const call = (command: Command): Promise<never> => {
    asked.push(command);
    const n = command.kind === 'directory.fetch' ? command.n : -1;
    return Promise.resolve({ kind: 'done', outcome: { kind: 'piece', piece: PIECES[n], n, of: 2 } } as never);
  };
  const fetched = await fetchFile({ call }, FILE, 2, newId, (done) => told.push(done));
  expect(fetched.kind === 'fetched' ? Buffer.concat(fetched.pieces).toString('utf8') : fetched).toBe('0123ñ');
  expect([told, new Set(asked.map(({ id }) => id)).size]).toEqual([[1, 2], 2]);
});

test('what is refused on the way ends it, and says why', async () => {
  const call = (): Promise<never> => Promise.resolve({ kind: 'refused', why: 'unknownFile' } as never);
  expect(await fetchFile({ call }, FILE, 3, newId, () => {})).toEqual({ kind: 'refused', why: 'unknownFile' });
});
