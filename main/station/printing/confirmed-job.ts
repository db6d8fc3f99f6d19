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

/** A line to such a printer, while it is this job's turn on it. */
export interface Asking extends Patience {
  readonly line: Conversation;
  readonly confirms: Confirming;
  /** Three printable characters that no job of late had: an answer to an older job is none to this one. */
  readonly id: string;
  /** Whether answers to an older job may still come, or it is not known yet whether it answers this way at all. */
  readonly isOwed: boolean;
}

export interface ConfirmedJob extends Asking {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** How the printer is, as far as it says. */
export type Condition = 'ready' | 'paperLow' | 'silent' | Hindrance;

export interface Found {
  readonly condition: Condition;
  readonly isOwed: boolean;
}

const SAID: Record<Hindrance | 'silent' | 'stuck', string> = {
  paperOut: 'the paper is out',
  coverOpen: 'the cover is open',
  fault: 'it reports a fault of its own',
  silent: 'it does not answer',
  stuck: 'it is well, and prints nothing',
};

/** A hindrance that is known before the first byte costs no paper and leaves nothing in doubt. */
export async function printConfirmed(job: ConfirmedJob): Promise<Found & { readonly end: PrintEnd }> {
  const { condition, isOwed } = await lookAt(job);
  if (condition !== 'ready' && condition !== 'paperLow') return { end: refused(condition, `${job.name}: ${SAID[condition]}`), condition, isOwed };
  const end = await sendAndWait(job);
  const hindered = end.kind === 'printed' ? undefined : hindranceOf(end.why);
  return { end, condition: hindered ?? condition, isOwed: end.kind === 'uncertain' || (end.kind === 'printed' && end.detail !== undefined) };
}

function hindranceOf(why: string): Hindrance | undefined {
  return why === 'paperOut' || why === 'coverOpen' || why === 'fault' ? why : undefined;
}

/** How it is now. One that is well and does not confirm as it should is as good as silent: of no paper could be said what became of it. */
export async function lookAt(asking: Asking): Promise<Found> {
  const { isOwed } = asking;
  const condition = await conditionOf(asking);
  if (!isOwed || (condition !== 'ready' && condition !== 'paperLow')) return { condition, isOwed };
  return (await hearOut(asking)) ? { condition, isOwed: false } : { condition: 'silent', isOwed: true };
}

async function conditionOf({ line, statusMs }: Asking): Promise<Condition> {
  const offline = await ask(line, ASK_OFFLINE, statusMs);
  if (offline === undefined) return 'silent';
  const hindrance = hindranceIn(offline);
  if (hindrance) return hindrance;
  const roll = await ask(line, ASK_ROLL, statusMs);
  if (roll === undefined) return 'silent';
  const stands = rollIn(roll);
  return stands === 'out' ? 'paperOut' : stands === 'low' ? 'paperLow' : 'ready';
}

/**
 * Asks as behind a job, without one: what is answered to that comes after all that an older job may
 * still bring. Answers to `GS r` have no id, so they are waited for until it has been quiet.
 * @returns false where not even that was answered.
 */
async function hearOut(asking: Asking): Promise<boolean> {
  const { line, confirms, patienceMs, quietMs, longestMs } = asking;
  if ((await line.send(question(asking, 'probe'), patienceMs)) !== 'sent') return false;
  const next = (ms: number): Promise<string> => line.hear((answer) => isMark(asking, 'probe', answer), ms);
  let heard = await next(patienceMs);
  if (heard !== 'mark' || confirms === 'jobId') return heard === 'mark';
  // A line that is never quiet says nothing of any job.
  for (let rounds = Math.ceil(longestMs / quietMs); heard === 'mark' && rounds > 0; rounds -= 1) heard = await next(quietMs);
  return heard === 'silent';
}

async function ask(line: Conversation, question: Uint8Array, ms: number): Promise<number | undefined> {
  line.forget('realTime');
  if ((await line.send(question, ms)) !== 'sent') return undefined;
  const heard = await line.hear((answer) => (answer.kind === 'realTime' ? answer.byte : undefined), ms);
  return typeof heard === 'number' ? heard : undefined;
}

async function sendAndWait(job: ConfirmedJob): Promise<PrintEnd> {
  const { line, bytes, patienceMs, longestMs, lookMs } = job;
  // It was well a moment ago: whatever it said before is of something else.
  line.forget();
  const sent = await line.send(withQuestions(job, bytes), patienceMs);
  if (sent === 'broken') return broken(job);
  if (sent === 'stalled') return uncertain('stalled', `${job.name} took no byte for ${patienceMs} ms`);
  let isOnPaper = false;
  for (let waited = 0; waited < longestMs; waited += lookMs) {
    const mark: Mark = isOnPaper ? 'cut' : 'lines';
    const heard: 'mark' | Hindrance | 'silent' | 'broken' = await line.hear((answer) => isMark(job, mark, answer) ?? hindering(answer), lookMs);
    if (heard === 'mark' && mark === 'cut') return { kind: 'printed' };
    isOnPaper ||= heard === 'mark';
    if (heard === 'mark') continue;
    const wrong = heard === 'silent' ? await lookAgain(job) : heard;
    if (wrong) return endWrong(job, wrong, isOnPaper);
  }
  return endWrong(job, 'stuck', isOnPaper);
}

/**
 * What is asked behind: the last line, when all that a paper says is on it, and the blade. A roll that
 * ends in the feed to the blade would else leave a whole paper that nobody is told of.
 */
type Mark = 'probe' | 'lines' | 'cut';

const MARK_BYTE: Record<Mark, string> = { probe: '?', lines: '1', cut: '2' };

/** `GS V B 0`, as jobs end. */
const CUT = [0x1d, 0x56, 0x42, 0x00];

/** Where changes are told they are from behind the job's `ESC @` on, which would end that. */
function withQuestions(job: ConfirmedJob, bytes: Uint8Array): Uint8Array {
  const start = bytes[0] === 0x1b && bytes[1] === 0x40 ? 2 : 0;
  const cutAt = CUT.every((byte, n) => byte === bytes[bytes.length - CUT.length + n]) ? bytes.length - CUT.length : bytes.length;
  // A change's bytes could be taken for an answer to `GS r`, were one of them lost.
  const tell = job.confirms === 'jobId' ? [TELL_CHANGES] : [];
  return Buffer.concat([bytes.subarray(0, start), ...tell, bytes.subarray(start, cutAt), question(job, 'lines'), bytes.subarray(cutAt), question(job, 'cut')]);
}

function question({ confirms, id }: Asking, mark: Mark): Uint8Array {
  return confirms === 'jobId' ? askDone(`${id}${MARK_BYTE[mark]}`) : ASK_PAPER;
}

function isMark({ confirms, id }: Asking, mark: Mark, answer: Answer): 'mark' | undefined {
  const is = confirms === 'jobId' ? answer.kind === 'done' && answer.id === `${id}${MARK_BYTE[mark]}` : answer.kind === 'paper';
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
async function endWrong(job: ConfirmedJob, why: Hindrance | 'silent' | 'stuck' | 'broken', isOnPaper: boolean): Promise<PrintEnd> {
  const { line, name, statusMs } = job;
  const what = why === 'broken' ? broken(job).detail : `${name}: ${SAID[why]}`;
  if (isOnPaper) return { kind: 'printed', detail: `${what}; the paper may not be cut` };
  line.forget('cleared');
  if (why === 'broken' || (await line.send(CLEAR, statusMs)) === 'broken') return broken(job);
  // It may just have come so far: then that was said first.
  const heard = await line.hear((answer) => isMark(job, 'lines', answer) ?? (answer.kind === 'cleared' ? 'cleared' : undefined), statusMs);
  if (heard === 'mark') return { kind: 'printed', detail: `${what}; the paper may not be cut` };
  if (heard === 'cleared') return refused(why, `${what}; what it had not printed is forgotten`);
  if (heard === 'broken') return broken(job);
  return uncertain(why === 'silent' || why === 'stuck' ? 'stalled' : why, `${what}; what it holds may come out later`);
}

function broken({ name, line }: ConfirmedJob): Extract<PrintEnd, { kind: 'uncertain' }> {
  return uncertain('reset', `${name}: the line broke (${line.broken ?? 'closed'})`);
}
