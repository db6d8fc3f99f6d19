/**
 * Live pokes. In: sockets of devices that are enrolled, and where the order's end is. Out: `{head}`
 * and nothing else [J9]. It never waits for a slow peer: a poke that does not fit is lost, and the
 * peer's own polling repairs that.
 */
import type { WebSocket } from 'ws';
import type { Poke } from '../shared/contract/wire.ts';

/** A poke is skipped for a peer that has this many bytes still to read. */
const BACKLOG_BYTES = 4096;
/** How long a peer has to close politely. */
const CLOSE_GRACE_MS = 1000;

export interface Live {
  /** Takes a socket in. What it sends closes it: nobody has anything to say here. */
  admit(socket: WebSocket): void;
  /** Tells one socket, if it is still there. */
  tell(socket: WebSocket, poke: Poke): void;
  /** Tells all. */
  poke(poke: Poke): void;
  /** Pings all, and drops those that have not answered since the last beat. */
  beat(): void;
  /** Closes every socket, soon by force. */
  close(): void;
}

export function createLive(): Live {
  /** Each socket, and whether it has been heard from since the last beat. */
  const heard = new Map<WebSocket, boolean>();

  const send = (socket: WebSocket, text: string): void => {
    if (socket.readyState === socket.OPEN && socket.bufferedAmount < BACKLOG_BYTES) socket.send(text);
  };

  return {
    admit(socket) {
      heard.set(socket, true);
      socket.on('pong', () => heard.set(socket, true));
      socket.on('message', () => socket.close(1008, 'pokes only'));
      socket.on('close', () => heard.delete(socket));
    },
    tell(socket, poke) {
      send(socket, JSON.stringify(poke));
    },
    poke(poke) {
      const text = JSON.stringify(poke);
      for (const socket of heard.keys()) send(socket, text);
    },
    beat() {
      for (const [socket, alive] of heard) {
        if (!alive) {
          socket.terminate();
          continue;
        }
        heard.set(socket, false);
        socket.ping();
      }
    },
    close() {
      for (const socket of heard.keys()) {
        socket.close(1001, 'the server is stopping');
        setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
      }
    },
  };
}
