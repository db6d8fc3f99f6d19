/**
 * Whether a request comes from where it says. In: a request's headers. Out: whether it is ours to
 * answer. A name that was pointed at this address, or a page of another site, is not.
 */
import type { IncomingHttpHeaders } from 'node:http';

/** The names of this machine, as a browser on it may call it: loopback alone, until there is more to be opened. */
const LOOPBACK = ['127.0.0.1', 'localhost', '[::1]'] as const;

/** Whether it was asked for by a name of ours, and not by one that somebody else's DNS points here. */
export function isOurHost(host: string | undefined, port: number): boolean {
  return LOOPBACK.some((name) => host === `${name}:${port}`);
}

/**
 * Whether a form was sent from a page of ours. A browser says so in `Sec-Fetch-Site`, which no page
 * can forge; one that doesn't know that header must name our origin. `Origin: null` alone is no
 * proof: under `no-referrer` our own forms have it, and so does a page in a sandbox.
 */
export function isOurForm({ host, origin, 'sec-fetch-site': site }: IncomingHttpHeaders, protocol: 'http' | 'https'): boolean {
  const named = origin !== undefined && origin !== 'null';
  if (named && origin !== `${protocol}://${host ?? ''}`) return false;
  return site === undefined ? named : site === 'same-origin';
}
