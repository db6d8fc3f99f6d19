import { expect, test } from 'vitest';
import { ClaimReply, EntriesReply, LEASES_LIMIT, LeasesReply } from '../../shared/contract/wire.ts';
import { businessDayOf } from '../../shared/domain/clock.ts';
import { Label } from '../../shared/domain/label.ts';
import { VisitId } from '../../shared/domain/ids.ts';
import { DESK_3, DESK_4, HEALTH, SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { createDevice, NOON } from '../testing/device.ts';
import { after } from '../testing/messages.ts';
import { acknowledgedBy, openTestServer } from '../testing/server.ts';

const visit = VisitId.parse('0'.repeat(26));

/** Two desks' devices, and somebody who waits. */
async function openCentre() {
  const server = await openTestServer();
  const [one, two] = [createDevice(1), createDevice(2)];
  const tokens = [await server.join(one), await server.join(two)] as const;
  const entries = [
    one.write({ type: 'centre.configured', payload: { centre: SMALL_CENTRE } }),
    one.write({ type: 'ticket.issued', payload: { visit, service: HEALTH, label: Label.parse({ letter: 'C', number: 1 }), language: 'es' } }),
  ];
  acknowledgedBy(await server.push(tokens[0], one, entries));
  return { server, tokens, devices: [one, two] as const };
}

test('[C1] a leg is claimed by one desk: asked twice it is granted once, and to no other', async () => {
  const { server, tokens } = await openCentre();
  const claim = { visit, leg: 1, callNo: 1 };
  const ask = async (token: string, desk: string) => ClaimReply.parse((await server.post('/v1/claims', { ...claim, desk }, token)).body);
  const granted = await ask(tokens[0], DESK_3);
  expect(granted).toMatchObject({ kind: 'granted', head: (await server.store.head()).no });
  expect(await ask(tokens[0], DESK_3)).toEqual(granted);
  expect(await ask(tokens[1], DESK_4)).toMatchObject({ kind: 'taken' });
});

test('[N1] a block of numbers is leased to whoever asks, the same one when it asks again', async () => {
  const { server, tokens, devices } = await openCentre();
  const before = await server.store.head();
  const day = businessDayOf(SMALL_CENTRE.zone, NOON);
  const ask = async () => LeasesReply.parse((await server.post('/v1/leases', { wanted: [{ kind: 'numbers', day, n: 1 }] }, tokens[1])).body);
  const leased = await ask();
  expect(await ask()).toEqual(leased);
  const { entries } = EntriesReply.parse((await server.get(`/v1/entries?${after(before)}`, tokens[1])).body);
  expect(entries.map(({ entry }) => JSON.parse(entry.bytes))).toMatchObject([{ type: 'numbers.leased', payload: { device: devices[1].id, day, n: 1 } }]);
});

test('[J10] more than a few leases at once are too many', async () => {
  const { server, tokens } = await openCentre();
  const wanted = Array.from({ length: LEASES_LIMIT + 1 }, (_, n) => ({ kind: 'numbers', day: '2026-03-02', n: n + 1 }));
  expect(await server.post('/v1/leases', { wanted }, tokens[1])).toMatchObject({ status: 413, body: { kind: 'tooLarge' } });
});
