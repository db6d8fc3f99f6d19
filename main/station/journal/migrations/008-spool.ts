import type { Database } from 'better-sqlite3';

/** The spool keeps in memory what these two were for; each was a page more that a tap wrote. */
export function spool(db: Database): void {
  db.exec('DROP INDEX print_jobs_visit; DROP INDEX print_jobs_open;');
}
