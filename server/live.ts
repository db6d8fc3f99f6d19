/**
 * Live pokes. In: sockets of devices that have proved their key, and where the order's end is. Out: `{head}`
 * and nothing else [J9]. It never waits for a slow peer: a poke that does not fit is lost, and the
 * peer's own polling repairs that.
 */
import type { WebSocket } from 'ws';
import type { Poke } from '../shared/contract/wire.ts';
import type { DeviceId } from '../shared/domain/ids.ts';

/** A poke is skipped for a peer that has this many bytes still to read. */
const BACKLOG_BYTES = 4096;
/** How long a peer has to close politely. */
const CLOSE_GRACE_MS = 1000;

export interface Live {
  /** Takes a device's socket in. What it sends closes it: nobody has anything to say here. */
  admit(socket: WebSocket, device: DeviceId): void;
  /** Tells one socket, if it is still there. */
  tell(socket: WebSocket, poke: Poke): void;
  /** Tells all. */
  poke(poke: Poke): void;
  /** Pings all, and drops those that have not answered since the last beat. */
  beat(): void;
  /** Whose sockets there are. */
  devices(): ReadonlySet<DeviceId>;
  /** Closes every socket of a device that may listen no longer, soon by force. */
  dismiss(device: DeviceId): void;
  /** Closes every socket, soon by force. */
  close(): void;
}

export function createLive(): Live {
  /** Each socket, whose it is, and whether it has been heard from since the last beat. */
  const open = new Map<WebSocket, { readonly device: DeviceId; heard: boolean }>();

  const send = (socket: WebSocket, text: string): void => {
    if (socket.readyState === socket.OPEN && socket.bufferedAmount < BACKLOG_BYTES) socket.send(text);
  };

  const end = (socket: WebSocket, code: number, why: string): void => {
    socket.close(code, why);
    setTimeout(() => socket.terminate(), CLOSE_GRACE_MS).unref();
  };

  return {
    admit(socket, device) {
      const peer = { device, heard: true };
      open.set(socket, peer);
      socket.on('pong', () => {
        peer.heard = true;
      });
      socket.on('message', () => socket.close(1008, 'pokes only'));
      socket.on('close', () => open.delete(socket));
    },
    tell(socket, poke) {
      send(socket, JSON.stringify(poke));
    },
    poke(poke) {
      const text = JSON.stringify(poke);
      for (const socket of open.keys()) send(socket, text);
    },
    beat() {
      for (const [socket, peer] of open) {
        if (!peer.heard) {
          socket.terminate();
          continue;
        }
        peer.heard = false;
        socket.ping();
      }
    },
    devices: () => new Set(Array.from(open.values(), ({ device }) => device)),
    dismiss(device) {
      for (const [socket, peer] of open) if (peer.device === device) end(socket, 1008, 'prove the key again');
    },
    close() {
      for (const socket of open.keys()) end(socket, 1001, 'the server is stopping');
    },
  };
}
