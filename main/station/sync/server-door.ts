import type { EnrolReply, EnrolRequest, EntriesReply, PushReply, PushRequest, ServerError } from '../../../shared/contract/wire.ts';

/** The centre's server as sync sees it; HTTP in a centre, a queue in a simulation. */
export interface ServerDoor {
  /** @throws ServerRefused with the server's kind, or ServerUnreachable. As all below. */
  enrol(request: EnrolRequest): Promise<EnrolReply>;
  push(token: string, request: PushRequest): Promise<PushReply>;
  entries(token: string, after: number, limit: number): Promise<EntriesReply>;
  /** Listens for pokes [J9] until closed; `onEnd` is called once, when no more will come. */
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

/** No answer that can be used: no network, no server, or something else on its address. */
export class ServerUnreachable extends Error {
  override readonly name = 'ServerUnreachable';
}
