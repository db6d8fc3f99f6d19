/**
 * The staff's two cookies. In: a header. Out: a value, or a header to set one. Where the line is
 * encrypted the session's has the `__Host-` prefix, which binds it to this very host and to
 * encrypted lines. On plain http, which is loopback alone, a browser would refuse that prefix, so
 * there the name is plain and the path is the staff's own.
 */

export type Protocol = 'http' | 'https';

/** A cookie lasts as long as the browser is open; how long a session lasts is decided in the server. */
export function sessionCookie(protocol: Protocol): string {
  return protocol === 'https' ? '__Host-umbral-staff' : 'umbral-staff';
}

export const LANGUAGE_COOKIE = 'umbral-language';
const LANGUAGE_SECONDS = 365 * 24 * 3600;

export function setSession(protocol: Protocol, token: string): string {
  return `${sessionCookie(protocol)}=${token}; ${sessionScope(protocol)}`;
}

export function endSession(protocol: Protocol): string {
  return `${sessionCookie(protocol)}=; ${sessionScope(protocol)}; Max-Age=0`;
}

export function setLanguage(protocol: Protocol, language: string): string {
  return `${LANGUAGE_COOKIE}=${language}; Path=/admin; HttpOnly; SameSite=Strict; Max-Age=${LANGUAGE_SECONDS}${protocol === 'https' ? '; Secure' : ''}`;
}

function sessionScope(protocol: Protocol): string {
  return protocol === 'https' ? 'Path=/; HttpOnly; SameSite=Strict; Secure' : 'Path=/admin; HttpOnly; SameSite=Strict';
}

/** The first cookie of this name in a `Cookie` header (RFC 6265, 5.4); ours are never quoted. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  const pairs = (header ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}
