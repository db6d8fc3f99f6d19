/**
 * The centre's devices and its order, as an admin sees them and what an admin does about them
 * [X7][J19]. In: the server's own parts, and who acts. Out: facts for a page, and results by kind.
 * Whether they may is decided with the act, in the store, which also notes it in the audit.
 */
import type { Clock, EpochMs } from '../../shared/domain/clock.ts';
import type { DeviceId } from '../../shared/domain/ids.ts';
import type { Fingerprint } from '../../shared/domain/entries/introduction.ts';
import type { Lane } from '../../shared/domain/label.ts';
import { leasesHeldBy } from '../../shared/domain/decisions/owner.ts';
import { seatsGivenTo } from '../../shared/domain/decisions/owner-seats.ts';
import type { Answered, Approvals, Asking, Changed } from '../enrolment/index.ts';
import type { Live } from '../live.ts';
import type { Owner } from '../owner/index.ts';
import type { Ordering } from '../store/order-store.ts';
import type { CentreStore } from '../store/store.ts';
import type { SignedIn } from './sign-in.ts';
import type { Trouble } from './troubles.ts';

type DeviceStanding =
  /** It listens to this server now. */
  | 'connected'
  | 'away'
  /** It was let in, and has not come yet. */
  | 'expected'
  | 'out';

export interface DeviceSeen {
  readonly id: DeviceId;
  readonly name: string;
  readonly fingerprint: Fingerprint;
  readonly standing: DeviceStanding;
  /** Undefined until the order says it. */
  readonly lane: Lane | undefined;
  /** When it last proved who it is, which it does every few minutes; undefined before it ever did. */
  readonly seenAt: EpochMs | undefined;
  /** [J19] Numbers are leased to nobody before it has said which ones it gave, or is written off. */
  readonly isAwaited: boolean;
  readonly isWrittenOff: boolean;
  /** [S1] Seats of activities that it was given for when it is cut off, and gave nobody that this server knows of. */
  readonly seats: number;
  /** [J15] People who were forgotten since it was last heard from: until it is, their keys may lie there. */
  readonly unforgotten: number;
}

export interface OrderSeen {
  readonly ordering: Ordering;
  readonly generation: number;
  readonly places: number;
  /** [J5] Entries that nobody could read. */
  readonly quarantined: number;
}

export interface DevicesSeen {
  readonly devices: readonly DeviceSeen[];
  /** Who asks to be let in now, oldest first. */
  readonly waiting: readonly Asking[];
  readonly order: OrderSeen;
}

export type DeviceResult = { readonly kind: 'done' } | Trouble;

export interface StaffDevices {
  look(): Promise<DevicesSeen>;
  device(id: DeviceId): Promise<DeviceSeen | undefined>;
  order(): Promise<OrderSeen>;
  /** Who shows this code, for whoever is about to compare what else it shows. */
  find(code: string, by: SignedIn): Promise<{ readonly kind: 'found'; readonly asking: Asking } | Trouble>;
  answer(code: string, allow: boolean, by: SignedIn): Promise<DeviceResult>;
  revoke(device: DeviceId, by: SignedIn): Promise<DeviceResult>;
  writeOff(device: DeviceId, by: SignedIn): Promise<DeviceResult>;
  /** [J19] Begins the next generation here. Where this server orders already there is nothing to begin. */
  open(by: SignedIn): Promise<DeviceResult>;
}

export interface StaffDevicesParts {
  readonly store: Pick<CentreStore, 'devices' | 'head' | 'ordering' | 'quarantine' | 'goneSince'>;
  readonly approvals: Approvals;
  readonly owner: Pick<Owner, 'open' | 'state' | 'tick'>;
  readonly live: Pick<Live, 'devices'>;
  readonly clock: Clock;
}

export function createStaffDevices({ store, approvals, owner, live, clock }: StaffDevicesParts): StaffDevices {
  const devices = async (): Promise<readonly DeviceSeen[]> => {
    const [rows, { generation }] = await Promise.all([approvals.devices(), store.head()]);
    const awaited = new Set(leasesHeldBy(rows, generation));
    const connected = live.devices();
    const state = owner.state();
    const unforgotten = new Map(await Promise.all(rows.map(async ({ device, seenAt, enrolledAt }) => [device, connected.has(device) ? 0 : await store.goneSince(seenAt ?? enrolledAt)] as const)));
    return rows.map(({ device: id, name, fingerprint, standing, seenAt, writtenOff }) => ({
      id,
      name,
      fingerprint,
      standing: standing === 'out' ? 'out' : connected.has(id) ? 'connected' : seenAt === undefined ? 'expected' : 'away',
      lane: state.devices.get(id)?.lane,
      seenAt,
      isAwaited: awaited.has(id),
      isWrittenOff: writtenOff,
      seats: seatsGivenTo(state, id, clock.now()),
      unforgotten: standing === 'out' ? 0 : (unforgotten.get(id) ?? 0),
    }));
  };
  const order = async (): Promise<OrderSeen> => {
    const [{ generation, no: places }, ordering, { count: quarantined }] = await Promise.all([store.head(), store.ordering(), store.quarantine()]);
    return { ordering, generation, places, quarantined };
  };
  /** The owner writes an act into the order when it next looks; it looks now, so that the next page knows. */
  const settled = async <T extends DeviceResult>(result: T): Promise<T> => {
    if (result.kind === 'done') await owner.tick();
    return result;
  };

  return {
    order,
    async look() {
      const [all, waiting, now] = await Promise.all([devices(), approvals.waiting(), order()]);
      return { devices: all, waiting, order: now };
    },
    async device(id) {
      return (await devices()).find((each) => each.id === id);
    },
    async find(code, { account }) {
      const found = await approvals.find(account.id, code);
      return found.kind === 'noSuchCode' ? { kind: 'deviceCodeWrong' } : found;
    },
    async answer(code, allow, { account }) {
      return settled(resultOf(await approvals.answer(account.id, code, allow, account.id)));
    },
    async revoke(device, { account }) {
      return settled(resultOf(await approvals.revoke(device, account.id)));
    },
    async writeOff(device, { account }) {
      return settled(resultOf(await approvals.writeOff(device, account.id)));
    },
    async open({ account }) {
      // A form sent twice must not begin two generations, each of which waits for every device.
      if ((await store.ordering()).kind === 'ordering') return { kind: 'done' };
      const opened = await owner.open({ account: account.id, at: clock.now() });
      if (opened.kind === 'opened') return { kind: 'done' };
      return opened.kind === 'declined' ? { kind: 'busy' } : opened;
    },
  };
}

function resultOf(result: Answered | Changed): DeviceResult {
  switch (result.kind) {
    case 'answered':
      return { kind: 'done' };
    case 'noSuchCode':
      return { kind: 'deviceCodeWrong' };
    case 'noSuchDevice':
      return { kind: 'unknownDevice' };
    case 'done':
    case 'wait':
    case 'noCentre':
    case 'notAllowed':
    case 'busy':
      return result;
  }
}
