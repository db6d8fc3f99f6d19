/**
 * [P2] How a printer is, and whether it can be told what becomes of a job. In: a line, what earlier jobs
 * left. Out: its condition, and what is still left. It prints nothing.
 */
import { ASK_ERROR, ASK_OFFLINE, ASK_PAPER, ASK_PRINTER, ASK_ROLL, askDone, CLEAR, hindranceIn, isJam, isOffline, RECOVER, rollIn, type Answer, type Hindrance } from './answers.ts';
import type { Conversation } from './conversation.ts';

/** How a printer says that a job is on paper: with the job's own id (`GS ( H`), or by answering `GS r 1` behind it. */
export type Confirming = 'jobId' | 'paperStatus';

/** In ms. */
export interface Patience {
  /** How soon a printer that is on answers a question that it takes at once. */
  readonly statusMs: number;
  /** How long it may take no byte, or say nothing at all. */
  readonly patienceMs: number;
  /** How long it may be well, and the job not done. */
  readonly longestMs: number;
  /** Between two looks whether it is well. */
  readonly lookMs: number;
  /** Between two answers that came late, at most. */
  readonly quietMs: number;
}

/** What earlier jobs may have left, and the next one must know. */
export interface Left {
  /**
   * `owed`: answers to an older job may still come, or it is not known yet whether it answers this way at
   * all. `unheard`: it was asked, as well as it was, and did not answer.
   */
  readonly answers: 'none' | 'owed' | 'unheard';
  /** `strip`: what was begun and not cut off. `part`: the printer may hold a piece of a job besides, a command cut in two among it. */
  readonly paper: 'none' | 'strip' | 'part';
}

/** A line to a printer that answers, while it is somebody's turn on it. */
export interface Asking extends Patience {
  readonly line: Conversation;
  readonly confirms: Confirming;
  /** Three printable characters that no job of late had: an answer to an older job is none to this one. */
  readonly id: string;
  readonly left: Left;
}

/** How the printer is, as far as it says. */
export type Condition = 'ready' | 'paperLow' | 'silent' | Hindrance;

export interface Found {
  readonly condition: Condition;
  readonly left: Left;
}

export function isWell(condition: Condition): condition is 'ready' | 'paperLow' {
  return condition === 'ready' || condition === 'paperLow';
}

/** How it is now. One that is well and does not confirm as it should is as good as silent: of no paper could be said what became of it. */
export async function lookAt(asking: Asking): Promise<Found> {
  const { left } = asking;
  const condition = await conditionOf(asking);
  // What keeps it from answering may be what hinders it: once that is mended it is worth asking again.
  if (!isWell(condition)) return { condition, left: left.answers === 'unheard' ? { ...left, answers: 'owed' } : left };
  // A printer that does not know the question prints it as letters: it is not asked again every time.
  return left.answers === 'unheard' ? { condition: 'silent', left } : settle(asking, condition);
}

/** As `lookAt`, before a job: also tries what a look must not, as to move the blade that was jammed. */
export async function lookBeforeJob(asking: Asking): Promise<Found> {
  let { left } = asking;
  let condition = await conditionOf(asking);
  if (condition === 'cutterJam' && (await asking.line.send(RECOVER, asking.statusMs)) === 'sent') {
    left = { ...left, paper: 'strip' };
    condition = await conditionOf(asking);
  }
  return isWell(condition) ? settle({ ...asking, left }, condition) : { condition, left };
}

/** Rids a printer that is well of what older jobs left in it, as far as that can be done without paper. */
async function settle(asking: Asking, condition: Condition): Promise<Found> {
  const { line, statusMs, left } = asking;
  let { paper } = left;
  if (paper === 'part' && (await line.send(CLEAR, statusMs)) === 'sent') {
    await line.hear(({ kind }) => (kind === 'cleared' ? kind : undefined), statusMs);
    paper = 'strip';
  }
  if (left.answers === 'none') return { condition, left: { ...left, paper } };
  return (await hearOut(asking)) ? { condition, left: { answers: 'none', paper } } : { condition: 'silent', left: { answers: 'unheard', paper } };
}

async function conditionOf({ line, statusMs }: Asking): Promise<Condition> {
  const wrong = await hindranceNow(line, statusMs);
  if (wrong) return wrong;
  const roll = await ask(line, ASK_ROLL, statusMs);
  if (roll === undefined) return 'silent';
  const stands = rollIn(roll);
  if (stands === 'out') return 'paperOut';
  const printer = await ask(line, ASK_PRINTER, statusMs);
  // Switched off its line by hand: it gives no other reason.
  if (printer !== undefined && isOffline(printer)) return 'offline';
  return stands === 'low' ? 'paperLow' : 'ready';
}

/** @returns undefined where nothing hinders it. */
export async function hindranceNow(line: Conversation, ms: number): Promise<Hindrance | 'silent' | undefined> {
  const offline = await ask(line, ASK_OFFLINE, ms);
  if (offline === undefined) return 'silent';
  const hindrance = hindranceIn(offline);
  if (hindrance !== 'fault') return hindrance;
  const error = await ask(line, ASK_ERROR, ms);
  return error !== undefined && isJam(error) ? 'cutterJam' : 'fault';
}

/**
 * Asks as behind a job, without one: what is answered to that comes after all that an older job may
 * still bring. Answers to `GS r` have no id, so they are waited for until it has been quiet.
 * @returns false where not even that was answered.
 */
async function hearOut(asking: Asking): Promise<boolean> {
  const { line, confirms, patienceMs, quietMs, longestMs } = asking;
  if ((await line.send(question(asking, 'probe'), patienceMs)) !== 'sent') return false;
  const next = (ms: number): Promise<string> => line.hear((answer) => markIn(asking, 'probe', answer), ms);
  let heard = await next(patienceMs);
  if (heard !== 'mark' || confirms === 'jobId') return heard === 'mark';
  // A line that is never quiet says nothing of any job.
  const limit = line.limit(longestMs);
  while (heard === 'mark' && !limit.isOver()) heard = await next(quietMs);
  limit.callOff();
  return heard === 'silent';
}

async function ask(line: Conversation, asked: Uint8Array, ms: number): Promise<number | undefined> {
  line.forget('realTime');
  if ((await line.send(asked, ms)) !== 'sent') return undefined;
  const heard = await line.hear((answer) => (answer.kind === 'realTime' ? answer.byte : undefined), ms);
  return typeof heard === 'number' ? heard : undefined;
}

/**
 * What is asked behind: the last line, when all that a paper says is on it, and the blade. A roll that
 * ends in the feed to the blade would else leave a whole paper that nobody is told of.
 */
export type Mark = 'probe' | 'lines' | 'cut';

const MARK_BYTE: Record<Mark, string> = { probe: '?', lines: '1', cut: '2' };

export function question({ confirms, id }: Asking, mark: Mark): Uint8Array {
  return confirms === 'jobId' ? askDone(`${id}${MARK_BYTE[mark]}`) : ASK_PAPER;
}

/** @returns `dry` where it is done with all before the question, and says that it has no paper. */
export function markIn({ confirms, id }: Asking, mark: Mark, answer: Answer): 'mark' | 'dry' | undefined {
  if (confirms === 'jobId') return answer.kind === 'done' && answer.id === `${id}${MARK_BYTE[mark]}` ? 'mark' : undefined;
  if (answer.kind !== 'paper') return undefined;
  return mark !== 'probe' && answer.isOut ? 'dry' : 'mark';
}
