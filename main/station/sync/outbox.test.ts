import { expect, it } from 'vitest';
import { PushRequest, type PushReply } from '../../../shared/contract/wire.ts';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, TestOrder, issued } from '../../../tests/fixtures/journals.ts';
import { Outbox } from './outbox.ts';
import { mendingOf, OrderRefused } from './recovery.ts';
import { ServerRefused, type ServerDoor } from './server-door.ts';

const journals = freshJournals();

it('[J10] [J11] a server that lacks own entries which are on this disk no more is given a new epoch, and no push that holds nothing', async () => {
  const { journal } = journals.open();
  const order = new TestOrder();
  order.open();
  order.enrol(journal);
  journal.adopt(order.after(0));
  for (const happening of [CONFIGURED, issued(1), issued(2)]) journal.write(happening, MONDAY);
  order.take(journal);
  // Begun at a state in the midst of the order: its first three are in that, and nowhere else here.
  expect(journal.adoptSnapshot(order.snapshot())).toBeUndefined();
  journal.write(issued(3), MONDAY);
  const firsts: number[] = [];
  const push = async (_token: string, request: Parameters<ServerDoor['push']>[1]): Promise<PushReply> => {
    firsts.push(request.first);
    expect(PushRequest.safeParse(request).success).toBe(true);
    throw new ServerRefused({ kind: 'gap', expected: 2 });
  };
  const outbox = new Outbox({ journal, server: { push } as ServerDoor, onProgress: () => {} });
  const error: unknown = await outbox.push('token', () => true).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(OrderRefused);
  expect(mendingOf(error, 1)).toBe('newEpoch');
  expect(firsts).toEqual([4]);
});
