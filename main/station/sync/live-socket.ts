/** The WebSocket that pokes come over [J9]. In: where and under which token. Out: heads, and one end. */
import { WebSocket } from 'ws';
import { Poke, WIRE_HEADER } from '../../../shared/contract/wire.ts';

/** Long enough for a slow network to shake hands. */
const HANDSHAKE_MS = 10_000;
/** A live socket that says nothing for this long is taken for dead; the server pings more often. */
const SILENCE_MS = 60_000;
/** A poke is a few bytes. */
const LONGEST_POKE = 4096;

export interface LiveSocketParts {
  readonly base: URL;
  readonly token: string;
  readonly version: number;
  readonly onPoke: (head: number) => void;
  /** Called once, when no more will come; never after `close`. */
  readonly onEnd: () => void;
}

/** Opens the socket. Never throws: what goes wrong is its end. */
export function openLiveSocket({ base, token, version, onPoke, onEnd }: LiveSocketParts): { close(): void } {
  const address = new URL('v1/live', base);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  const headers = { authorization: `Bearer ${token}`, [WIRE_HEADER]: String(version) };
  const socket = new WebSocket(address, { headers, handshakeTimeout: HANDSHAKE_MS, maxPayload: LONGEST_POKE });
  const silence = setTimeout(() => {
    socket.terminate();
  }, SILENCE_MS);
  let ended = false;
  const heard = (): void => {
    silence.refresh();
  };
  const end = (): void => {
    clearTimeout(silence);
    if (ended) return;
    ended = true;
    onEnd();
  };
  socket.on('ping', heard);
  socket.on('message', (data) => {
    heard();
    const poke = Buffer.isBuffer(data) ? readPoke(data.toString('utf8')) : undefined;
    if (poke) onPoke(poke.head);
  });
  socket.on('close', end);
  // 'close' always follows; a poke that is lost is repaired by polling [J9].
  socket.on('error', () => socket.terminate());
  return {
    close: () => {
      ended = true;
      clearTimeout(silence);
      socket.terminate();
    },
  };
}

function readPoke(text: string): Poke | undefined {
  try {
    return Poke.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
