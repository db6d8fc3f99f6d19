/**
 * For tests alone: a centre's server in memory, that orders as the real one does, can be told to
 * fail, and remembers what it was asked.
 */
import type { EnrolReply, EnrolRequest, EntriesReply, PushReply, PushRequest, ServerError } from '../../../../shared/contract/wire.ts';
import { CHAIN_START, Envelope, orderHash, type OrderedEntry, type SealedEntry } from '../../../../shared/domain/entry.ts';
import { sha256 } from '../../journal/digest.ts';
import { ServerRefused, type ServerDoor } from '../server-door.ts';

export type Asked =
  | { readonly kind: 'enrol'; readonly code: string }
  | { readonly kind: 'push'; readonly token: string; readonly seqs: readonly number[]; readonly bytes: number }
  | { readonly kind: 'entries'; readonly token: string; readonly after: number };

/** A live line that a station opened. */
export interface Line {
  readonly token: string;
  readonly poke: (head: number) => void;
  /** The line breaks. */
  readonly end: () => void;
  /** The station hung up. */
  closed: boolean;
}

export const CODE = 'c'.repeat(26);

export class FakeServer implements ServerDoor {
  readonly asked: Asked[] = [];
  readonly lines: Line[] = [];
  readonly order: OrderedEntry[] = [];
  readonly codes = new Set([CODE]);
  readonly tokens = new Set<string>();
  /** What it answers an enrolment with. */
  epoch = 1;
  /** Called before each request is served; it may throw, or wait. */
  fault: (asked: Asked) => void | Promise<void> = () => {};
  /** Live lines break as soon as they are opened. */
  liveIsBroken = false;
  /** The largest body it reads, in bytes. */
  bodyLimit = Number.POSITIVE_INFINITY;
  #acknowledged = new Map<string, number>();

  get head(): number {
    return this.order.length;
  }

  countOf(kind: Asked['kind']): number {
    return this.asked.filter((asked) => asked.kind === kind).length;
  }

  pushes(): Extract<Asked, { kind: 'push' }>[] {
    return this.asked.filter((asked) => asked.kind === 'push');
  }

  /** Refuses every request of these kinds, until told otherwise. */
  refuse(error: ServerError, ...kinds: Asked['kind'][]): void {
    this.fault = (asked) => {
      if (kinds.length === 0 || kinds.includes(asked.kind)) throw new ServerRefused(error);
    };
  }

  /** Serves every request again. */
  heal(): void {
    this.fault = () => {};
  }

  /** Gives entries the next places, as if their device had pushed them. */
  take(entries: readonly SealedEntry[]): void {
    for (const entry of entries) {
      const { device, seq, at } = Envelope.parse(JSON.parse(entry.bytes));
      const place = { generation: 1, no: this.head + 1, effectiveAt: at };
      const before = this.order.at(-1)?.place.orderHash ?? CHAIN_START;
      this.order.push({ place: { ...place, orderHash: orderHash(sha256, before, place, entry.hash) }, entry });
      this.#acknowledged.set(device, seq);
    }
  }

  /** Is what it was when its order ended here, as after a backup was put back. */
  restore(head: number): void {
    const kept = this.order.splice(0).slice(0, head);
    this.#acknowledged.clear();
    this.take(kept.map(({ entry }) => entry));
  }

  async enrol(request: EnrolRequest): Promise<EnrolReply> {
    await this.#serve({ kind: 'enrol', code: request.code });
    if (!this.codes.has(request.code)) throw new ServerRefused({ kind: 'unauthenticated' });
    const token = `token-${this.asked.length}`.padEnd(24, '.');
    this.tokens.add(token);
    return { token, epoch: this.epoch };
  }

  async push(token: string, request: PushRequest): Promise<PushReply> {
    const envelopes = request.entries.map(({ bytes }) => Envelope.parse(JSON.parse(bytes)));
    const bytes = Buffer.byteLength(JSON.stringify(request));
    await this.#serve({ kind: 'push', token, seqs: envelopes.map(({ seq }) => seq), bytes });
    this.#know(token);
    const [first] = envelopes;
    if (!first) throw new ServerRefused({ kind: 'malformed' });
    if (bytes > this.bodyLimit) throw new ServerRefused({ kind: 'tooLarge' });
    const acknowledged = this.#acknowledged.get(first.device) ?? 0;
    if (first.seq > acknowledged + 1) throw new ServerRefused({ kind: 'gap', expected: acknowledged + 1 });
    this.take(request.entries.slice(Math.max(0, acknowledged + 1 - first.seq)));
    return { acknowledged: this.#acknowledged.get(first.device) ?? 0, head: this.head, generation: 1 };
  }

  async entries(token: string, after: number, limit: number): Promise<EntriesReply> {
    await this.#serve({ kind: 'entries', token, after });
    this.#know(token);
    if (after > this.head) throw new ServerRefused({ kind: 'cursorAhead' });
    return { generation: 1, head: this.head, entries: this.order.slice(after, after + limit) };
  }

  live(token: string, onPoke: (head: number) => void, onEnd: () => void): { close(): void } {
    const line: Line = { token, poke: onPoke, end: onEnd, closed: false };
    this.lines.push(line);
    if (this.liveIsBroken) queueMicrotask(onEnd);
    return {
      close: () => {
        line.closed = true;
      },
    };
  }

  async close(): Promise<void> {}

  async #serve(asked: Asked): Promise<void> {
    this.asked.push(asked);
    await this.fault(asked);
  }

  #know(token: string): void {
    if (!this.tokens.has(token)) throw new ServerRefused({ kind: 'unauthenticated' });
  }
}
