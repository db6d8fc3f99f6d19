/** Where the database is: an administrator's URL, read once. Its password never leaves this room. */
import { CannotGoOn } from '../../../shared/contract/problem.ts';

export interface Address {
  readonly connectionString: string;
  /** What the URL itself asks each connection to begin with; ours is added to it. */
  readonly options: string;
  /** The same in words for people: database and host, neither user nor password. */
  readonly place: string;
}

/**
 * @param name where the URL was found, for the message.
 * @throws CannotGoOn `badFile`, which never repeats the URL.
 */
export function readAddress(text: string, name: string): Address {
  const url = URL.parse(text);
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new CannotGoOn('badFile', `${name} is not the address of a PostgreSQL database. It must read like postgres://user:password@host:5432/database. No data was touched.`);
  }
  const options = url.searchParams.get('options') ?? '';
  // pg lets what stands in the URL win over what it is told beside it.
  for (const ours of ['options', 'application_name', 'statement_timeout', 'lock_timeout', 'query_timeout']) url.searchParams.delete(ours);
  return { connectionString: url.href, options, place: placeOf(url) };
}

function placeOf(url: URL): string {
  const host = url.searchParams.get('host') ?? decodeURIComponent(url.host);
  const database = decodeURIComponent(url.pathname.slice(1));
  return `${database === '' ? 'the database' : database} at ${host === '' ? 'this machine' : host}`;
}
