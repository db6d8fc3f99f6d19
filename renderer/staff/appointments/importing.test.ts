import { expect, test } from 'vitest';
import type { Bridge } from '../../../shared/contract/bridge.ts';
import type { Command, Reply } from '../../../shared/contract/commands.ts';
import { CommandId, ServiceId } from '../../../shared/domain/ids.ts';
import { createImporting, type ImportState } from './importing.ts';
import type { Row } from './row.ts';

const rows: readonly Row[] = Array.from({ length: 230 }, (_, nth) => ({ line: nth + 2, uid: `r${nth}`, service: ServiceId.parse('orientation'), at: nth }));

/** A station that answers when it is told to. */
function station(): { bridge: Pick<Bridge, 'call' | 'withdraw'>; asked: Command[]; withdrawn: string[]; answer: (reply: Reply) => Promise<void> } {
  const asked: Command[] = [];
  const withdrawn: string[] = [];
  const waiting: ((reply: Reply) => void)[] = [];
  return {
    asked,
    withdrawn,
    bridge: {
      call: (command) => {
        asked.push(command);
        return new Promise((resolve) => waiting.push(resolve));
      },
      withdraw: (id) => void withdrawn.push(id),
    },
    async answer(reply) {
      waiting.shift()?.(reply);
      await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

function ids(): () => CommandId {
  let made = 0;
  return () => CommandId.parse(String((made += 1)).padStart(26, '0'));
}

const imported = (added: number, changed: number, same: number): Reply => ({ kind: 'done', outcome: { kind: 'imported', added, changed, same } });

test('a file goes in hundreds, one after the other, and what came of them is summed', async () => {
  const { bridge, asked, answer } = station();
  const states: ImportState[] = [];
  createImporting(rows, { bridge, newId: ids() }).start((state) => states.push(state));
  expect(asked).toHaveLength(1);
  await answer(imported(90, 5, 5));
  await answer(imported(100, 0, 0));
  await answer(imported(0, 0, 30));
  const sizes = asked.map((command) => (command.kind === 'appointment.import' ? command.rows.length : 0));
  expect(sizes).toEqual([100, 100, 30]);
  expect(asked.flatMap((command) => (command.kind === 'appointment.import' ? command.rows.map(({ uid }) => uid) : []))).toEqual(rows.map(({ uid }) => uid));
  expect(states.at(-1)).toEqual({ kind: 'done', imported: { added: 190, changed: 5, same: 35 } });
  expect(states.map((state) => (state.kind === 'sending' ? state.sent : state.kind))).toEqual([0, 100, 200, 'done']);
});

test('where a part is refused nothing more goes out, and what was taken in is said', async () => {
  const { bridge, asked, answer } = station();
  const states: ImportState[] = [];
  createImporting(rows, { bridge, newId: ids() }).start((state) => states.push(state));
  await answer(imported(100, 0, 0));
  await answer({ kind: 'refused', why: 'tooManyAppointments' });
  expect(asked).toHaveLength(2);
  expect(states.at(-1)).toEqual({ kind: 'refused', imported: { added: 100, changed: 0, same: 0 }, left: 130, why: 'tooManyAppointments' });
});

test('whoever has left is told nothing more, and what is on its way is taken back', async () => {
  const { bridge, asked, withdrawn, answer } = station();
  const states: ImportState[] = [];
  const importing = createImporting(rows, { bridge, newId: ids() });
  importing.start((state) => states.push(state));
  importing.leave();
  await answer(imported(100, 0, 0));
  expect(asked).toHaveLength(1);
  expect(withdrawn).toEqual([asked[0]?.id]);
  expect(states).toHaveLength(1);
});
