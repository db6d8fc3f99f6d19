/** Which answer each command got, for a screen that asks it again [J18]. */
import type { Database } from 'better-sqlite3';
import { Reply, type Command } from '../../../shared/contract/commands.ts';
import type { EpochMs } from '../../../shared/domain/clock.ts';
import { Damaged } from './damaged.ts';
import { sha256 } from './digest.ts';
import { sumOf } from './sum.ts';

/** Days an answer is remembered; no screen repeats a command after its station was down that long. */
export const ANSWERS_KEPT_MS = 2 * 24 * 60 * 60 * 1000;

interface Row {
  readonly id: string;
  /** By its hash: what another program calls somebody, or which pictures they chose, is nothing to keep. */
  readonly command: string;
  readonly reply: string;
  readonly at: EpochMs;
  readonly sum: number;
}

export class Answers {
  readonly #sql;
  /** Where each command's answer is: looked up here, a tap writes no key for it. */
  readonly #where = new Map<string, number>();

  /** @throws Damaged where an answer is not what was written: under another id, its command would be carried out again. */
  constructor(db: Database) {
    this.#sql = {
      all: db.prepare<[], Row & { no: number }>('SELECT no, id, command, reply, at, sum FROM answers ORDER BY no'),
      get: db.prepare<[number], Row>('SELECT id, command, reply, at, sum FROM answers WHERE no = ?'),
      add: db.prepare<Row>('INSERT INTO answers (id, command, reply, at, sum) VALUES (@id, @command, @reply, @at, @sum)'),
      // The clock may have been set meanwhile: what is old is told by the wall clock, and only from the first on.
      old: db.prepare<{ before: EpochMs; limit: number }, { no: number; id: string }>(
        'SELECT no, id FROM (SELECT no, id, at FROM answers ORDER BY no LIMIT @limit) WHERE at < @before',
      ),
      forget: db.prepare<[number]>('DELETE FROM answers WHERE no = ?'),
    };
    for (const row of this.#sql.all.iterate()) {
      if (!isWhole(row)) throw new Damaged('an answer to a command');
      this.#where.set(row.id, row.no);
    }
  }

  /**
   * The answer this command got the first time, if it ever did. `otherCommand` where its id was
   * another's, and where the answer is another version's making, or not what was written: it can't
   * be given again, and the command can't be carried out again.
   */
  to(command: Command): Reply | 'otherCommand' | undefined {
    const no = this.#where.get(command.id);
    const row = no === undefined ? undefined : this.#sql.get.get(no);
    if (!row) return no === undefined ? undefined : 'otherCommand';
    if (row.id !== command.id || !isWhole(row) || !isOf(row, command)) return 'otherCommand';
    return readReply(row.reply) ?? 'otherCommand';
  }

  /** Inside a transaction: `keep` is called once that is on disk. */
  add(command: Command, answer: Reply, at: EpochMs): { keep: () => void } {
    const row = { id: command.id, command: hashOf(command), reply: JSON.stringify(answer), at };
    const { lastInsertRowid } = this.#sql.add.run({ ...row, sum: sumOf(row.id, row.command, row.reply, row.at) });
    return {
      keep: () => {
        this.#where.set(command.id, Number(lastInsertRowid));
      },
    };
  }

  /** Forgets no more than `limit` of those that nobody asks for any more. */
  forgetOld(now: EpochMs, limit: number): void {
    for (const { no, id } of this.#sql.old.all({ before: now - ANSWERS_KEPT_MS, limit })) {
      this.#sql.forget.run(no);
      this.#where.delete(id);
    }
  }
}

function hashOf(command: Command): string {
  return sha256(JSON.stringify(command));
}

/** Rows of an earlier station hold the command itself, for as long as they are kept. */
function isOf(row: Row, command: Command): boolean {
  return row.command === hashOf(command) || row.command === JSON.stringify(command);
}

function isWhole({ id, command, reply, at, sum }: Row): boolean {
  return sum === sumOf(id, command, reply, at);
}

function readReply(text: string): Reply | undefined {
  try {
    return Reply.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
