/**
 * A device that was let in and writes what no station of ours would: entries that can't be read,
 * that name others, that only an owner may write, of kinds from the future; and good ones between.
 */
import { textToSign } from '../../shared/contract/wire.ts';
import { CHAIN_START, type SealedEntry } from '../../shared/domain/entries/entry.ts';
import type { TestDevice } from '../../server/testing/device.ts';
import type { DoorReply } from '../../server/doors/index.ts';
import type { World } from './world.ts';

export class Rogue {
  readonly #device: TestDevice;
  readonly #world: World;
  #isIn = false;

  constructor(device: TestDevice, world: World) {
    this.#device = device;
    this.#world = world;
  }

  /** Gets in, if it may, and pushes a few entries of the worst kind. */
  async push(): Promise<void> {
    const { server, timeline, counts } = this.#world;
    if (!server.isUp) return;
    await timeline.working(async () => {
      const token = await this.#token();
      if (token === undefined) return;
      const first = ((await server.store.device(this.#device.id))?.acknowledged ?? 0) + 1;
      const kinds = Array.from({ length: 3 }, () => this.#write());
      const pushed = await this.#post('/v1/push', { epoch: 1, first, entries: this.#device.journal.slice(first - 1), sent: this.#device.readClocks(1, server.clock.now()) }, token);
      if (pushed?.kind === 'ok' && kinds.includes('unreadable')) {
        counts.fault('poisoned');
        this.#world.happened.add('poisoned');
      }
    });
  }

  #write(): 'unreadable' | 'readable' {
    const device = this.#device;
    const dice = this.#world.chance.fraction();
    if (dice < 0.25) device.seal('{"not":"an envelope"');
    else if (dice < 0.5) device.seal('{"device":"somebody"}');
    else {
      const visit = this.#world.chance.id();
      const written: (() => SealedEntry)[] = [
        () => device.write({ type: 'from.the.future', payload: { moon: true } }),
        () => device.write({ type: 'ticket.issued', payload: { visit, service: 'orientation' } }),
        () => device.write({ type: 'day.closed', payload: { day: '2027-01-01' } }),
        () => device.write({ type: 'generation.opened', payload: { generation: 9, owner: device.id } }),
        () => device.write({ type: 'device.revoked', payload: { device: device.id } }),
        () => device.write({ type: 'reducers.activated', payload: { reducers: 99 } }),
      ];
      written[Math.floor(this.#world.chance.fraction() * written.length)]?.();
      return 'readable';
    }
    return 'unreadable';
  }

  async #token(): Promise<string | undefined> {
    const device = this.#device;
    const { server } = this.#world;
    if (!this.#isIn) {
      const ask = { device: device.id, key: device.key, name: 'Rogue', secret: 'r'.repeat(43), wrote: 0 };
      const asked = await this.#post('/v1/enrol/ask', ask);
      const { code } = (asked?.kind === 'ok' ? asked.body : {}) as { code?: string };
      if (code !== undefined) await server.doors.approvals.answer('admin', code, true);
      this.#isIn = true;
    }
    const challenged = await this.#post('/v1/challenge', { device: device.id });
    if (challenged?.kind !== 'ok') return undefined;
    const { challenge } = challenged.body as { challenge: string };
    const known = await server.store.device(device.id);
    if (!known) return undefined;
    const cursor = await server.store.head();
    const proved = await this.#post('/v1/token', {
      device: device.id, challenge, signature: device.sign(textToSign('token', { device: device.id, challenge })),
      chain: { epoch: 1, seq: known.acknowledged, hash: known.acknowledged === 0 ? CHAIN_START : known.hash }, cursor: { generation: cursor.generation, no: cursor.no, orderHash: cursor.orderHash }, owner: null,
    });
    return proved?.kind === 'ok' ? (proved.body as { token: string }).token : undefined;
  }

  async #post(path: string, body: unknown, token?: string): Promise<DoorReply | undefined> {
    return this.#world.server.handle({ method: 'POST', path, version: '3', token, address: 'rogue', query: {}, body });
  }
}
