/** [S1] The order's owner gives seats, over a real file, whoever asks at once and whatever is lost. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { newSeatLease } from '../../tests/fixtures/book.ts';
import { A_SERIES, aSignup, weekly } from '../../tests/fixtures/events/series.ts';
import { LocalTime } from '../../shared/domain/events/local.ts';
import { seatsAt, type Terms } from '../../shared/domain/events/index.ts';

const HOUR = 3_600_000;
const DATE = LocalTime.parse('2026-11-30T09:00');
const at = { series: A_SERIES, date: DATE };
const TERMS: Terms = { partyAtMost: 6, closesMinutes: 0, opensDays: 30, seatsAhead: 2, holdHours: 2, takesPhone: false, questions: [] };

/** A centre with a class of so many seats, and two devices that know it. */
async function open(capacity: number): Promise<{ centre: OwnedCentre; first: OwnedDevice; second: OwnedDevice }> {
  const centre = await OwnedCentre.start();
  onTestFinished(() => centre.close());
  const first = await centre.letInFirst();
  const second = await centre.letIn();
  first.write({ type: 'series.put', payload: { series: weekly({ capacity, signup: TERMS }) } });
  await first.push();
  await centre.look();
  return { centre, first, second };
}

const ask = (centre: OwnedCentre, device: OwnedDevice, seats: number, lease = newSeatLease()) => centre.owner.seats(device.id, { lease, ...at, seats });
const given = async (centre: OwnedCentre): Promise<number> => seatsAt(await centre.state(), at).leased;

describe('[S1] seats of the owner', () => {
  it('are given to two hundred who ask at once as long as there are any, and not one more; asked again, once', async () => {
    const { centre, first, second } = await open(120);
    const asks = Array.from({ length: 200 }, (_, n) => ({ by: n % 2 === 0 ? first : second, lease: newSeatLease() }));
    const answers = await Promise.all(asks.map(({ by, lease }) => ask(centre, by, 1, lease)));
    expect(answers.filter(({ kind }) => kind === 'granted')).toHaveLength(120);
    expect(answers.filter(({ kind }) => kind === 'full')).toHaveLength(80);
    const again = await Promise.all(asks.map(({ by, lease }) => ask(centre, by, 1, lease)));
    expect(again.map(({ kind }) => kind)).toEqual(answers.map(({ kind }) => kind));
    expect(await given(centre)).toBe(120);
    expect(centre.troubles).toEqual([]);
  });

  it('are held back while a device may still bring who has them, and nobody is promoted meanwhile', async () => {
    const { centre, first, second } = await open(4);
    first.write({ type: 'signup.made', payload: aSignup(at) });
    await first.push();
    await centre.owner.open();
    expect(await ask(centre, second, 1)).toMatchObject({ kind: 'declined', error: { kind: 'busy' } });
    centre.clock.pass(60_000);
    await centre.look();
    expect((await centre.written()).filter(({ type }) => type === 'signup.promoted')).toEqual([]);
    for (const { id } of [first, second]) await centre.store.report({ device: id, generation: 2, at: centre.clock.now() });
    // Whoever waits comes before whoever asks.
    expect(await ask(centre, second, 2)).toMatchObject({ kind: 'full' });
    expect(await ask(centre, second, 1)).toMatchObject({ kind: 'granted' });
    expect((await centre.written()).filter(({ type }) => type === 'signup.promoted')).toHaveLength(1);
  });

  it('of a device that was put out or written off are free again at once, and only those', async () => {
    const { centre, first, second } = await open(6);
    await ask(centre, first, 2);
    await ask(centre, second, 3);
    await centre.store.writeOff(second.id);
    centre.clock.pass(HOUR);
    await centre.look();
    expect(await given(centre)).toBe(2);
    await centre.store.revoke(first.id, centre.clock.now());
    await centre.look();
    expect(await given(centre)).toBe(0);
    expect(await ask(centre, first, 1)).toMatchObject({ kind: 'full' });
    expect((await centre.written()).filter(({ type }) => type === 'seats.writtenOff')).toHaveLength(2);
  });

  it('that are kept for whoever waited lapse by its clock, and go to whoever comes next', async () => {
    const { centre, first } = await open(3);
    for (const people of [3, 2]) first.write({ type: 'signup.made', payload: aSignup({ ...at, signup: newSeatLease(), party: { adults: people, children: { upTo5: 0, upTo11: 0, upTo17: 0 } } }) });
    await first.push();
    centre.clock.pass(60_000);
    await centre.look();
    const stands = async () => [...(await centre.state()).signups.values()].map(({ stands: { kind } }) => kind);
    expect(await stands()).toEqual(['held', 'waiting']);
    centre.clock.pass(2 * HOUR);
    await centre.look();
    expect(await stands()).toEqual(['lapsed', 'held']);
    expect((await centre.state()).unused.size).toBe(0);
  });
});

it('[J15] a key that comes after its subject was forgotten is gone before anybody asks for it', async () => {
  const { centre, first } = await open(3);
  const made = aSignup({ ...at, sealed: 'x'.repeat(40) });
  first.write({ type: 'signup.made', payload: made });
  first.write({ type: 'signup.forgotten', payload: { signup: made.signup } });
  await first.push();
  await centre.look();
  const key = { subject: made.signup, key: 'k'.repeat(43), ...at };
  await centre.store.putKeys([key]);
  await centre.owner.keysCame();
  expect([await centre.store.keysOf([made.signup]), await centre.store.goneOf([made.signup])]).toEqual([[], [made.signup]]);
});
