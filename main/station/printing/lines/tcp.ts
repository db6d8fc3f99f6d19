/** A line over the network, usually to port 9100. In: an address. Out: a socket, or why there is none. It sends nothing. */
import { connect } from 'node:net';
import type { Timers } from '../../../../shared/domain/clock.ts';
import type { Line, Reach } from './line.ts';

export interface TcpReach {
  readonly host: string;
  readonly port: number;
  readonly timers: Timers;
  /** How long it may take to answer the door, in ms. */
  readonly connectMs?: number;
}

const CHUNK_BYTES = 4096;

export function reachByTcp({ host, port, timers, connectMs = 1000 }: TcpReach): Reach {
  const meet = (): Promise<Line | string> =>
    new Promise((resolve) => {
      const socket = connect({ host, port, noDelay: true });
      const give = (met: Line | string): void => {
        callOff();
        socket.off('error', failed);
        if (typeof met === 'string') socket.destroy();
        resolve(met);
      };
      const callOff = timers.after(connectMs, () => give(`no answer within ${connectMs} ms`));
      const failed = (error: Error & { code?: string }): void => give(error.code ?? error.message);
      socket.once('error', failed);
      socket.once('connect', () => give({ stream: socket, chunkBytes: CHUNK_BYTES }));
    });
  return { address: `${host}:${port}`, meet };
}
