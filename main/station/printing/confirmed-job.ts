/**
 * [P2] One job with a printer that answers: whether it may begin, and whether it is on paper.
 * In: a line, a job. Out: its end. It never says printed of what only a buffer took.
 */
import { ASK_OFFLINE, ASK_PAPER, ASK_ROLL, askDone, CLEAR, hindranceIn, rollIn, TELL_CHANGES, type Answer, type Hindrance } from './answers.ts';
import type { Conversation } from './conversation.ts';
import { refused, uncertain, type PrintEnd } from './printer.ts';

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

export interface ConfirmedJob extends Patience {
  readonly name: string;
  readonly line: Conversation;
  readonly confirms: Confirming;
  readonly bytes: Uint8Array;
  /** Three printable characters that no job of late had: an answer to an older job is none to this one. */
  readonly id: string;
  /** Whether answers to an older job may still come. */
  readonly isOwed: boolean;
}

export interface Confirmed {
  readonly end: PrintEnd;
  /** How the printer was, as far as it said. */
  readonly condition: Condition;
  /** Whether answers to this job, or to an older one, may still come. */
  readonly isOwed: boolean;
}

/** How the printer is, as far as it says. */
export type Condition = 'ready' | 'paperLow' | 'silent' | Hindrance;

const SAID: Record<Hindrance | 'silent' | 'stuck', string> = {
  paperOut: 'the paper is out',
  coverOpen: 'the cover is open',
  fault: 'it reports a fault of its own',
  silent: 'it does not answer',
  stuck: 'it is well, and prints nothing',
};

/** A hindrance that is known before the first byte costs no paper and leaves nothing in doubt. */
export async function printConfirmed(job: ConfirmedJob): Promise<Confirmed> {
  const { confirms, isOwed } = job;
  const before = await lookAt(job.line, job.statusMs);
  const isReady = before === 'ready' || before === 'paperLow';
  const condition = isReady && confirms === 'paperStatus' && isOwed && !(await hearOut(job)) ? 'silent' : before;
  if (condition !== 'ready' && condition !== 'paperLow') return { end: refused(condition, `${job.name}: ${SAID[condition]}`), condition, isOwed };
  const end = await sendAndWait(job);
  const hindered = end.kind === 'printed' ? undefined : hindranceOf(end.why);
  return { end, condition: hindered ?? condition, isOwed: end.kind === 'uncertain' || (end.kind === 'printed' && end.detail !== undefined) };
}

/**
 * Answers to `GS r` have no id: what an older job may still bring is waited for, behind a question of
 * this one's own, until it has been quiet.
 * @returns false where not even that was answered.
 */
async function hearOut({ line, patienceMs, quietMs }: ConfirmedJob): Promise<boolean> {
  if ((await line.send(ASK_PAPER, patienceMs)) !== 'sent') return false;
  const next = (ms: number): Promise<string> => line.hear(({ kind }) => (kind === 'paper' ? kind : undefined), ms);
  let heard = await next(patienceMs);
  const isAnswered = heard === 'paper';
  while (heard === 'paper') heard = await next(quietMs);
  return isAnswered && heard === 'silent';
}

function hindranceOf(why: string): Hindrance | undefined {
  return why === 'paperOut' || why === 'coverOpen' || why === 'fault' ? why : undefined;
}

/** How it is now. */
export async function lookAt(line: Conversation, statusMs: number): Promise<Condition> {
  const offline = await ask(line, ASK_OFFLINE, statusMs);
  if (offline === undefined) return 'silent';
  const hindrance = hindranceIn(offline);
  if (hindrance) return hindrance;
  const roll = await ask(line, ASK_ROLL, statusMs);
  if (roll === undefined) return 'silent';
  const stands = rollIn(roll);
  return stands === 'out' ? 'paperOut' : stands === 'low' ? 'paperLow' : 'ready';
}

async function ask(line: Conversation, question: Uint8Array, ms: number): Promise<number | undefined> {
  line.forget();
  if ((await line.send(question, ms)) !== 'sent') return undefined;
  const heard = await line.hear((answer) => (answer.kind === 'realTime' ? answer.byte : undefined), ms);
  return typeof heard === 'number' ? heard : undefined;
}

async function sendAndWait(job: ConfirmedJob): Promise<PrintEnd> {
  const { line, bytes, patienceMs, longestMs, lookMs } = job;
  const sent = await line.send(withQuestions(job, bytes), patienceMs);
  if (sent === 'broken') return broken(job);
  if (sent === 'stalled') return uncertain('stalled', `${job.name} took no byte for ${patienceMs} ms`);
  let marks = 0;
  for (let waited = 0; waited < longestMs; waited += lookMs) {
    const heard = await line.hear((answer) => isMark(job, marks, answer) ?? hindering(answer), lookMs);
    if (heard === 'mark') marks += 1;
    if (marks === MARKS) return { kind: 'printed' };
    if (heard === 'mark') continue;
    const wrong = heard === 'silent' ? await lookAgain(job) : heard;
    if (wrong) return endWrong(job, wrong, marks);
  }
  return endWrong(job, 'stuck', marks);
}

/**
 * Two: before the blade, when all that it says is on paper, and behind it. A roll that ends in the feed
 * to the blade would else leave a whole paper that nobody is told of.
 */
const MARKS = 2;

/** `GS V B 0`, as jobs end. */
const CUT = [0x1d, 0x56, 0x42, 0x00];

/** Where changes are told they are from behind the job's `ESC @` on, which would end that. */
function withQuestions({ confirms, id }: ConfirmedJob, bytes: Uint8Array): Uint8Array {
  const start = bytes[0] === 0x1b && bytes[1] === 0x40 ? 2 : 0;
  const cutAt = CUT.every((byte, n) => byte === bytes[bytes.length - CUT.length + n]) ? bytes.length - CUT.length : bytes.length;
  // A change's bytes could be taken for an answer to `GS r`, were one of them lost.
  const tell = confirms === 'jobId' ? [TELL_CHANGES] : [];
  const question = (mark: number): Uint8Array => (confirms === 'jobId' ? askDone(markOf(id, mark)) : ASK_PAPER);
  return Buffer.concat([bytes.subarray(0, start), ...tell, bytes.subarray(start, cutAt), question(0), bytes.subarray(cutAt), question(1)]);
}

function markOf(id: string, mark: number): string {
  return `${id}${mark}`;
}

function isMark({ confirms, id }: ConfirmedJob, mark: number, answer: Answer): 'mark' | undefined {
  const is = confirms === 'jobId' ? answer.kind === 'done' && answer.id === markOf(id, mark) : answer.kind === 'paper';
  return is ? 'mark' : undefined;
}

function hindering(answer: Answer): Hindrance | undefined {
  return answer.kind === 'change' ? answer.hindrance : undefined;
}

/** @returns undefined where it is well. */
async function lookAgain({ line, patienceMs }: ConfirmedJob): Promise<Hindrance | 'silent' | undefined> {
  const offline = await ask(line, ASK_OFFLINE, patienceMs);
  return offline === undefined ? 'silent' : hindranceIn(offline);
}

/**
 * What is still in the printer would come out with the next roll of paper, when nobody waits for it:
 * it is told to forget it. Once it has said so, nothing whole came out and nothing will.
 */
async function endWrong(job: ConfirmedJob, why: Hindrance | 'silent' | 'stuck' | 'broken', marks: number): Promise<PrintEnd> {
  const { line, name, statusMs } = job;
  const what = why === 'broken' ? broken(job).detail : `${name}: ${SAID[why]}`;
  if (marks > 0) return { kind: 'printed', detail: `${what}; the paper may not be cut` };
  if (why === 'broken' || (await line.send(CLEAR, statusMs)) === 'broken') return broken(job);
  // It may just have come so far: then that was said first.
  const heard = await line.hear((answer) => isMark(job, 0, answer) ?? (answer.kind === 'cleared' ? 'cleared' : undefined), statusMs);
  if (heard === 'mark') return { kind: 'printed', detail: `${what}; the paper may not be cut` };
  if (heard === 'cleared') return refused(why, `${what}; what it had not printed is forgotten`);
  if (heard === 'broken') return broken(job);
  return uncertain(why === 'silent' || why === 'stuck' ? 'stalled' : why, `${what}; what it holds may come out later`);
}

function broken({ name, line }: ConfirmedJob): Extract<PrintEnd, { kind: 'uncertain' }> {
  return uncertain('reset', `${name}: the line broke (${line.broken ?? 'closed'})`);
}
