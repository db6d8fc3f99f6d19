/** The store's part that keeps who asks to be let in, until somebody answered. */
import { ENROL_CODE_MS, type EnrolCode } from '../../../shared/contract/wire.ts';
import type { Actor } from '../staff.ts';
import { ASK_KEPT_MS, ASKS_KEPT, type AnswerResult, type Asked, type Asking, type AskResult, type DeviceStore } from '../device-store.ts';
import { prepareActs } from './acts.ts';
import { prepareCentre } from './centre.ts';
import { theRow, type ReadableDB, type WritableDB } from './handles.ts';
import { prepareLettingIn } from './letting-in.ts';
import { orBusy } from './trouble.ts';

type AsksPart = Pick<DeviceStore, 'ask' | 'asks' | 'askedUnder' | 'answerAsk'>;

interface AskRow extends Asked {
  readonly answer: 'approved' | 'refused' | null;
  readonly epoch: number | null;
}

const COLUMNS = 'device, key, name, wrote, asked_at AS at, code';
/** Not answered, and not forgotten: a clock that was set back in between ends an ask as well. */
const WAITS = `answer IS NULL AND abs(:at - asked_at) < ${ENROL_CODE_MS}`;

export function createAsks(reader: ReadableDB, writer: WritableDB): AsksPart {
  const ask = prepareAsk(writer);
  const answer = prepareAnswer(writer);
  const whoWaits = prepareWhoWaits(reader);
  const selectWaiting = reader.prepare<[{ at: number }], Asked>(`SELECT ${COLUMNS} FROM asks WHERE ${WAITS} ORDER BY asked_at, device`);
  return {
    async ask(asking) {
      return orBusy(() => ask.immediate(asking));
    },
    async asks(at) {
      return selectWaiting.all({ at });
    },
    async askedUnder(code, at) {
      return whoWaits(code, at);
    },
    async answerAsk(given, by) {
      return orBusy(() => answer.immediate(given, by));
    },
  };
}

function prepareAsk(db: WritableDB) {
  const readCentre = prepareCentre(db);
  const whoWaits = prepareWhoWaits(db);
  const forget = db.prepare<[{ at: number }]>(
    `DELETE FROM asks WHERE NOT CASE WHEN answer IS NULL THEN ${WAITS} ELSE abs(:at - answered_at) < ${ASK_KEPT_MS} END`,
  );
  const makeRoom = db.prepare<[]>(
    `DELETE FROM asks WHERE answer IS NULL AND (device, key, secret_hash) IN (
       SELECT device, key, secret_hash FROM asks WHERE answer IS NULL ORDER BY asked_at DESC, device LIMIT -1 OFFSET ${ASKS_KEPT - 1})`,
  );
  const select = db.prepare<[Asking], AskRow>(`SELECT ${COLUMNS}, answer, epoch FROM asks WHERE device = :device AND key = :key AND secret_hash = :secretHash`);
  const insert = db.prepare<[Asking]>(
    `INSERT INTO asks (device, key, secret_hash, code, name, wrote, asked_at) VALUES (:device, :key, :secretHash, :code, :name, :wrote, :at)`,
  );
  return db.transaction((asking: Asking): AskResult => {
    const { at, code } = asking;
    const { centre, owner } = readCentre();
    if (asking.device === owner) return { kind: 'refused' };
    forget.run({ at });
    const before = select.get(asking);
    if (!before) {
      if (whoWaits(code, at)) return { kind: 'busy', why: 'locked', retryAfterMs: 0 };
      makeRoom.run();
      insert.run(asking);
      return { kind: 'waiting', code, expiresAt: at + ENROL_CODE_MS };
    }
    switch (before.answer) {
      case null:
        return { kind: 'waiting', code: before.code, expiresAt: before.at + ENROL_CODE_MS };
      case 'refused':
        return { kind: 'refused' };
      case 'approved':
        return { kind: 'approved', centre: theRow(centre), epoch: theRow(before.epoch ?? undefined) };
    }
  });
}

function prepareAnswer(db: WritableDB) {
  const readCentre = prepareCentre(db);
  const whoWaits = prepareWhoWaits(db);
  const { letIn } = prepareLettingIn(db);
  const acts = prepareActs(db);
  const note = db.prepare<['approved' | 'refused', number, number | undefined, EnrolCode]>(
    'UPDATE asks SET answer = ?, answered_at = ?, epoch = ? WHERE code = ? AND answer IS NULL',
  );
  return db.transaction(({ code, approve, at }: Parameters<AsksPart['answerAsk']>[0], by: Actor | undefined): AnswerResult => {
    if (!acts.mayAct(by)) return { kind: 'notAllowed' };
    const asked = whoWaits(code, at);
    if (!asked) return { kind: 'noSuchCode' };
    if (!approve) note.run('refused', at, undefined, code);
    else if (readCentre().centre === undefined) return { kind: 'noCentre' };
    else note.run('approved', at, letIn({ ...asked, at }, false), code);
    acts.note(by, { act: approve ? 'deviceAllowed' : 'deviceRefused', subject: asked.device, detail: asked.name });
    return { kind: 'answered', device: asked.device };
  });
}

function prepareWhoWaits(db: ReadableDB): (code: EnrolCode, at: number) => Asked | undefined {
  const select = db.prepare<[{ code: EnrolCode; at: number }], Asked>(`SELECT ${COLUMNS} FROM asks WHERE code = :code AND ${WAITS}`);
  return (code, at) => select.get({ code, at });
}
