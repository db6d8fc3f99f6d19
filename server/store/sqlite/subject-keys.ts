/** The store's part that keeps keys of what people left of themselves [J15]. */
import type { EpochMs } from '../../../shared/domain/clock.ts';
import type { SignupId } from '../../../shared/domain/ids.ts';
import type { KeyOf, KeyStore, KeyToKeep } from '../key-store.ts';
import type { Written } from '../store.ts';
import type { ReadableDB, WritableDB } from './handles.ts';
import { orBusy } from './trouble.ts';

type Subject = Awaited<ReturnType<KeyStore['subjects']>>[number];

export function createSubjectKeys(reader: ReadableDB, writer: WritableDB): KeyStore {
  const put = writer.prepare<[KeyToKeep]>('INSERT INTO subject_keys (subject, key, series, date) VALUES (:subject, :key, :series, :date) ON CONFLICT DO NOTHING');
  const forget = writer.prepare<[SignupId, EpochMs]>(
    `INSERT INTO subject_keys (subject, gone_at) VALUES (?, ?)
     ON CONFLICT (subject) DO UPDATE SET key = NULL, series = NULL, date = NULL, gone_at = ifnull(gone_at, excluded.gone_at)`,
  );
  const since = reader.prepare<[EpochMs], { n: number }>('SELECT count(*) AS n FROM subject_keys WHERE gone_at > ?');
  const find = reader.prepare<[SignupId], { key: string | null }>('SELECT key FROM subject_keys WHERE subject = ?');
  const all = reader.prepare<[], Subject>('SELECT subject, series, date FROM subject_keys WHERE key IS NOT NULL ORDER BY subject');
  const each = <T>(rows: readonly T[], write: (row: T) => unknown): Written =>
    orBusy(() => {
      writer.transaction(() => {
        for (const row of rows) write(row);
      }).immediate();
      return { kind: 'written' };
    });
  return {
    async putKeys(keys) {
      return each(keys, (key) => put.run(key));
    },
    async keysOf(subjects) {
      return subjects.flatMap((subject): readonly KeyOf[] => {
        const key = find.get(subject)?.key;
        return typeof key === 'string' ? [{ subject, key }] : [];
      });
    },
    async goneOf(subjects) {
      return subjects.filter((subject) => find.get(subject)?.key === null);
    },
    async subjects() {
      return all.all();
    },
    async forgetKeys(subjects, at) {
      return each(subjects, (subject) => forget.run(subject, at));
    },
    async goneSince(at) {
      return since.get(at)?.n ?? 0;
    },
  };
}
