/** The store's part that keeps keys of what people left of themselves [J15]. */
import type { SignupId } from '../../../shared/domain/ids.ts';
import type { KeyOf, KeyStore } from '../key-store.ts';
import type { Owner } from './owner.ts';
import { statement, type Runner } from './session.ts';

type Subject = Awaited<ReturnType<KeyStore['subjects']>>[number];

const put = statement<[string, string, string, string]>('put subject key', 'INSERT INTO subject_keys (subject, key, series, date) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING');
const forget = statement<[readonly string[], number]>(
  'forget subject keys',
  `INSERT INTO subject_keys (subject, gone_at) SELECT DISTINCT unnest($1::text[]), $2::bigint
   ON CONFLICT (subject) DO UPDATE SET key = NULL, series = NULL, date = NULL, gone_at = coalesce(subject_keys.gone_at, excluded.gone_at)`,
);
const find = statement<[readonly string[]], KeyOf>('subject keys', 'SELECT subject, key FROM subject_keys WHERE subject = ANY ($1) AND key IS NOT NULL');
const gone = statement<[readonly string[]], { subject: SignupId }>('gone subject keys', 'SELECT subject FROM subject_keys WHERE subject = ANY ($1) AND key IS NULL');
const since = statement<[number], { n: number }>('subject keys gone since', 'SELECT count(*)::int AS n FROM subject_keys WHERE gone_at > $1');
const all = statement<[], Subject>('subjects', 'SELECT subject, series, date FROM subject_keys WHERE key IS NOT NULL ORDER BY subject');

export function createSubjectKeys(reader: Runner, owner: Owner): KeyStore {
  const inOrder = <T extends { readonly subject: SignupId }>(subjects: readonly SignupId[], rows: readonly T[]): readonly T[] => {
    const by = new Map(rows.map((row) => [row.subject, row]));
    return subjects.flatMap((subject) => by.get(subject) ?? []);
  };
  return {
    putKeys: (keys) =>
      owner.write(async (tx) => {
        for (const { subject, key, series, date } of keys) await tx.all(put, subject, key, series, date);
        return { kind: 'written' };
      }),
    keysOf: async (subjects) => inOrder(subjects, await reader.all(find, subjects)),
    goneOf: async (subjects) => inOrder(subjects, await reader.all(gone, subjects)).map(({ subject }) => subject),
    subjects: () => reader.all(all),
    goneSince: async (at) => (await reader.all(since, at))[0]?.n ?? 0,
    forgetKeys: (subjects, at) =>
      owner.write(async (tx) => {
        await tx.all(forget, subjects, at);
        return { kind: 'written' };
      }),
  };
}
