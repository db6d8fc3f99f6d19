import type { ServerError } from '../../../shared/contract/server-errors.ts';
import type {
  AgreeReply,
  AgreeRequest,
  AskReply,
  AskRequest,
  ChallengeReply,
  ChallengeRequest,
  ClaimReply,
  ClaimRequest,
  Cursor,
  EnrolReply,
  EnrolRequest,
  EntriesReply,
  EpochReply,
  EpochRequest,
  KeysReply,
  KeysRequest,
  LeasesReply,
  LeasesRequest,
  OrderReply,
  OrderRequest,
  PushReply,
  PushRequest,
  SeatsReply,
  SeatsRequest,
  SnapshotReply,
  TokenReply,
  TokenRequest,
} from '../../../shared/contract/wire.ts';

/** The centre's server as sync sees it; HTTP in a centre, a queue in a simulation. */
export interface ServerDoor {
  /** @throws ServerRefused with the server's kind, or ServerUnreachable. As all below, `live` aside. */
  enrol(request: EnrolRequest): Promise<EnrolReply>;
  ask(request: AskRequest): Promise<AskReply>;
  challenge(request: ChallengeRequest): Promise<ChallengeReply>;
  token(request: TokenRequest): Promise<TokenReply>;
  epoch(request: EpochRequest): Promise<EpochReply>;

  push(token: string, request: PushRequest): Promise<PushReply>;
  entries(token: string, after: Cursor, limit: number): Promise<EntriesReply>;
  /**
   * Resolves once what was asked is on its way, where that takes a moment: whoever is about to keep the
   * whole process busy waits for it, so that the server works meanwhile. Never rejects.
   */
  sent?(): Promise<void>;
  snapshot(token: string): Promise<SnapshotReply>;
  agree(token: string, request: AgreeRequest): Promise<AgreeReply>;
  order(token: string, request: OrderRequest): Promise<OrderReply>;

  leases(token: string, request: LeasesRequest): Promise<LeasesReply>;
  claim(token: string, request: ClaimRequest): Promise<ClaimReply>;
  /** [S1] A server of the version before knows no seats, and answers as one that has none: `notOurs`. */
  seats(token: string, request: SeatsRequest): Promise<SeatsReply>;
  /** [J15] */
  keys(token: string, request: KeysRequest): Promise<KeysReply>;

  /** Listens for pokes [J9] until closed; `onEnd` is called once, when no more will come. Never throws. */
  live(token: string, onPoke: (head: number) => void, onEnd: () => void): { close(): void };
  /** Ends what is on the way. */
  close(): Promise<void>;
}

/** The server answered, and said no. */
export class ServerRefused extends Error {
  readonly error: ServerError;
  constructor(error: ServerError) {
    super(`the server answered ${error.kind}`);
    this.name = 'ServerRefused';
    this.error = error;
  }
}

/**
 * No answer that can be used: `noAnswer` where the network or the server is down, which passes;
 * `notOurs` where something else is on its address, which somebody has to look at.
 */
export class ServerUnreachable extends Error {
  readonly why: 'noAnswer' | 'notOurs';
  constructor(why: 'noAnswer' | 'notOurs', message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ServerUnreachable';
    this.why = why;
  }
}
