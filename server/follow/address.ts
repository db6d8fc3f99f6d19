/** Who asks, as far as that can be told: for counting tries, and for nothing else. */
import type { FastifyRequest } from 'fastify';

/** Behind the proxy that has the public address, all come from this machine: it says who asked, and nobody else is believed. */
export function addressOf({ ip, headers }: FastifyRequest): string {
  const forwarded = headers['x-forwarded-for'];
  const isProxy = ip === '127.0.0.1' || ip === '::1' || ip === '::ffff:127.0.0.1';
  return (isProxy && typeof forwarded === 'string' && forwarded.split(',').at(-1)?.trim()) || ip;
}
