import Database from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DESK_3, commandIds, testChance } from '../../../tests/fixtures/world.ts';
import type { Command } from '../../../shared/contract/commands.ts';
import { ServiceId } from '../../../shared/domain/ids.ts';
import { ANSWERS_KEPT_MS, Answers } from './answers.ts';
import { Damaged } from './damaged.ts';
import { migrate } from './migrations/index.ts';
import { sumOf } from './sum.ts';

let db: Database.Database;
let answers: Answers;
const nextId = commandIds(testChance(8));
const refused = { kind: 'refused', why: 'nobodyWaiting' } as const;

function call(): Command {
  return { kind: 'desk.callNext', id: nextId(), desk: DESK_3 };
}

beforeEach(() => {
  db = new Database(':memory:');
  migrate(db);
  answers = new Answers(db);
});
afterEach(() => {
  db.close();
});

describe('an answer', () => {
  it('[J18] of a transaction that failed is none', () => {
    const command = call();
    const write = db.transaction(() => {
      answers.add(command, refused, 1);
      throw new Error('the spool refused');
    });
    expect(write).toThrow('the spool refused');
    expect(answers.to(command)).toBeUndefined();
    expect(new Answers(db).to(command)).toBeUndefined();
  });

  it('[J18] of another version is not given, and the command is not carried out again', () => {
    const command = call();
    answers.add(command, refused, 1).keep();
    db.exec(`UPDATE answers SET reply = '{"kind":"perhaps"}'`);
    expect(answers.to(command)).toBe('otherCommand');
  });

  it('[J18] that the disk changed is not given', () => {
    const command = call();
    answers.add(command, refused, 1).keep();
    db.exec(`UPDATE answers SET reply = replace(reply, 'nobodyWaiting', 'unknownDesk')`);
    expect(answers.to(command)).toBe('otherCommand');
    expect(() => new Answers(db)).toThrow(Damaged);
    db.exec('DELETE FROM answers');
    expect(answers.to(command)).toBe('otherCommand');
  });

  it('[J18] is of one command alone, of which nothing stands beside it', () => {
    const row = { uid: 'ana@example.org', service: ServiceId.parse('orientation'), at: 1 };
    const command: Command = { kind: 'appointment.import', id: nextId(), rows: [row] };
    answers.add(command, refused, 1).keep();
    expect(JSON.stringify(db.prepare('SELECT * FROM answers').all())).not.toContain('example');
    expect(new Answers(db).to(command)).toEqual(refused);
    expect(answers.to({ ...command, rows: [{ ...row, at: 2 }] })).toBe('otherCommand');
  });

  it('[J18] that an earlier station kept beside its command is given', () => {
    const command = call();
    const row = { id: command.id, command: JSON.stringify(command), reply: JSON.stringify(refused), at: 1 };
    db.prepare('INSERT INTO answers (id, command, reply, at, sum) VALUES (@id, @command, @reply, @at, @sum)').run({ ...row, sum: sumOf(row.id, row.command, row.reply, row.at) });
    expect(new Answers(db).to(command)).toEqual(refused);
  });

  it('is forgotten when no screen asks for it any more, a few at a time, oldest first', () => {
    const commands = [call(), call(), call()];
    for (const [at, command] of commands.entries()) answers.add(command, refused, at).keep();
    answers.forgetOld(ANSWERS_KEPT_MS + 2, 1);
    expect(commands.map((command) => answers.to(command))).toEqual([undefined, refused, refused]);
    answers.forgetOld(ANSWERS_KEPT_MS + 2, 9);
    expect(commands.map((command) => answers.to(command))).toEqual([undefined, undefined, refused]);
    expect(new Answers(db).to(commands[2] ?? call())).toEqual(refused);
  });
});
