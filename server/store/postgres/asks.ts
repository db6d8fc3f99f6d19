/** The store's part that keeps who asks to be let in, until somebody answered. */
import { ENROL_CODE_MS, type EnrolCode } from '../../../shared/contract/wire.ts';
import type { DeviceId, DeviceKey } from '../../../shared/domain/ids.ts';
import { ASK_KEPT_MS, ASKS_KEPT, type AnswerResult, type Asked, type Asking, type AskResult, type DeviceStore } from '../device-store.ts';
import type { Actor } from '../staff.ts';
import { mayAct, noteAct } from './acts.ts';
import { readCentre } from './centre.ts';
import { letIn } from './letting-in.ts';
import type { Owner } from './owner.ts';
import { statement, theRow, type Runner } from './session.ts';

type AsksPart = Pick<DeviceStore, 'ask' | 'asks' | 'askedUnder' | 'answerAsk'>;

interface AskRow extends Asked {
  readonly answer: 'approved' | 'refused' | null;
  readonly epoch: number | null;
}

const COLUMNS = 'device, key, name, wrote, asked_at AS at, code';
/** As of `$1`: not answered, and not forgotten. A clock that was set back in between ends an ask as well. */
const WAITS = `answer IS NULL AND abs($1::bigint - asked_at) < ${ENROL_CODE_MS}`;

const selectWaiting = statement<[at: number], Asked>('asks', `SELECT ${COLUMNS} FROM asks WHERE ${WAITS} ORDER BY asked_at, device`);
const selectWhoWaits = statement<[at: number, EnrolCode], Asked>('asked under', `SELECT ${COLUMNS} FROM asks WHERE ${WAITS} AND code = $2`);
const forget = statement<[at: number]>(
  'forget asks',
  `DELETE FROM asks WHERE NOT CASE WHEN answer IS NULL THEN ${WAITS} ELSE abs($1::bigint - answered_at) < ${ASK_KEPT_MS} END`,
);
const makeRoom = statement<[]>(
  'make room',
  `DELETE FROM asks WHERE answer IS NULL AND (device, key, secret_hash) IN (
     SELECT device, key, secret_hash FROM asks WHERE answer IS NULL ORDER BY asked_at DESC, device OFFSET ${ASKS_KEPT - 1})`,
);
const selectAsk = statement<[DeviceId, DeviceKey, secretHash: string], AskRow>(
  'ask',
  `SELECT ${COLUMNS}, answer, epoch FROM asks WHERE device = $1 AND key = $2 AND secret_hash = $3`,
);
const insertAsk = statement<[DeviceId, DeviceKey, secretHash: string, EnrolCode, name: string, wrote: number, at: number]>(
  'note ask',
  'INSERT INTO asks (device, key, secret_hash, code, name, wrote, asked_at) VALUES ($1, $2, $3, $4, $5, $6, $7)',
);
const noteAnswer = statement<['approved' | 'refused', at: number, epoch: number | undefined, EnrolCode]>(
  'answer ask',
  'UPDATE asks SET answer = $1, answered_at = $2, epoch = $3 WHERE code = $4 AND answer IS NULL',
);

export function createAsks(reader: Runner, owner: Owner): AsksPart {
  return {
    ask: (asking) => owner.write((tx) => ask(tx, asking)),
    asks: (at) => reader.all(selectWaiting, at),
    async askedUnder(code, at) {
      return (await reader.all(selectWhoWaits, at, code))[0];
    },
    answerAsk: (given, by) => owner.write((tx) => answer(tx, given, by)),
  };
}

async function ask(tx: Runner, { device, key, secretHash, code, name, wrote, at }: Asking): Promise<AskResult> {
  const { centre, owner } = await readCentre(tx);
  if (device === owner) return { kind: 'refused' };
  await tx.all(forget, at);
  const [before] = await tx.all(selectAsk, device, key, secretHash);
  if (!before) {
    const [other] = await tx.all(selectWhoWaits, at, code);
    if (other) return { kind: 'busy', why: 'locked', retryAfterMs: 0 };
    await tx.all(makeRoom);
    await tx.all(insertAsk, device, key, secretHash, code, name, wrote, at);
    return { kind: 'waiting', code, expiresAt: at + ENROL_CODE_MS };
  }
  switch (before.answer) {
    case null:
      return { kind: 'waiting', code: before.code, expiresAt: before.at + ENROL_CODE_MS };
    case 'refused':
      return { kind: 'refused' };
    case 'approved':
      return { kind: 'approved', centre: there(centre), epoch: there(before.epoch) };
  }
}

async function answer(tx: Runner, { code, approve, at }: Parameters<AsksPart['answerAsk']>[0], by: Actor | undefined): Promise<AnswerResult> {
  if (!(await mayAct(tx, by))) return { kind: 'notAllowed' };
  const [asked] = await tx.all(selectWhoWaits, at, code);
  if (!asked) return { kind: 'noSuchCode' };
  if (!approve) await tx.all(noteAnswer, 'refused', at, undefined, code);
  else if ((await readCentre(tx)).centre === undefined) return { kind: 'noCentre' };
  else await tx.all(noteAnswer, 'approved', at, await letIn(tx, { ...asked, at }, false), code);
  await noteAct(tx, by, { act: approve ? 'deviceAllowed' : 'deviceRefused', subject: asked.device, detail: asked.name });
  return { kind: 'answered', device: asked.device };
}

/** What an approval always has. */
function there<T>(value: T | null | undefined): T {
  return theRow(value === null || value === undefined ? [] : [value]);
}
