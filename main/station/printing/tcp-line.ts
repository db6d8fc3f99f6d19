/** A connection to a network printer. In: its address. Out: a socket, or why there is none. It sends nothing. */
import { connect, type Socket } from 'node:net';

/**
 * @param ms how long it may take to answer the door.
 * @returns why not, where nobody does.
 */
export function meetPrinter(host: string, port: number, ms: number): Promise<Socket | string> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, noDelay: true });
    const timer = setTimeout(() => { give(`no answer within ${ms} ms`); }, ms);
    const give = (met: Socket | string): void => {
      clearTimeout(timer);
      socket.off('error', failed);
      if (typeof met === 'string') socket.destroy();
      resolve(met);
    };
    const failed = (error: Error & { code?: string }): void => { give(error.code ?? error.message); };
    socket.once('error', failed);
    socket.once('connect', () => { give(socket); });
  });
}
