/**
 * [P2] One job with a printer that answers: whether it may begin, and whether it is on paper.
 * In: a line, a job. Out: its end. It never says printed of what only a buffer took.
 */
import { CLEAR, TELL_CHANGES, type Hindrance } from './answers.ts';
import { hindranceNow, isWell, lookBeforeJob, markIn, question, type Asking, type Found, type Left, type Mark } from './looking.ts';
import { refused, uncertain, type PrintEnd } from '../printer.ts';
import { endsOf, stripBefore } from './strip.ts';

export interface ConfirmedJob extends Asking {
  readonly name: string;
  readonly bytes: Uint8Array;
}

type Wrong = Hindrance | 'silent' | 'stuck';

const SAID: Record<Wrong, string> = {
  paperOut: 'the paper is out',
  coverOpen: 'the cover is open',
  cutterJam: 'its blade is jammed',
  offline: 'it was switched off its line',
  fault: 'it reports a fault of its own',
  silent: 'it does not answer',
  stuck: 'it is well, and prints nothing',
};

/** A hindrance that is known before the first byte costs no paper and leaves nothing in doubt. */
export async function printConfirmed(job: ConfirmedJob): Promise<Found & { readonly end: PrintEnd }> {
  const { condition, left } = await lookBeforeJob(job);
  if (!isWell(condition)) return { end: refused(condition, `${job.name}: ${SAID[condition]}`), condition, left };
  const end = await sendAndWait({ ...job, left });
  return { end, condition: (end.kind === 'printed' ? undefined : hindranceOf(end.why)) ?? condition, left: leftBy(end) };
}

function hindranceOf(why: string): Hindrance | undefined {
  return why === 'paperOut' || why === 'coverOpen' || why === 'cutterJam' || why === 'offline' || why === 'fault' ? why : undefined;
}

function leftBy(end: PrintEnd): Left {
  if (end.kind === 'printed') return end.detail === undefined ? { answers: 'none', paper: 'none' } : { answers: 'owed', paper: 'strip' };
  // It let go of the job, and of the questions behind it.
  if (end.kind === 'refused') return { answers: 'none', paper: 'strip' };
  return { answers: 'owed', paper: end.why === 'reset' || end.why === 'stalled' ? 'part' : 'strip' };
}

async function sendAndWait(job: ConfirmedJob): Promise<PrintEnd> {
  const { line, patienceMs, longestMs } = job;
  // It was well a moment ago: whatever it said before is of something else.
  line.forget();
  const sent = await line.send(withQuestions(job), patienceMs);
  if (sent === 'broken') return broken(job);
  if (sent === 'stalled') return uncertain('stalled', `${job.name} took no byte for ${patienceMs} ms`);
  const limit = line.limit(longestMs);
  try {
    return await waitFor(job, limit);
  } finally {
    limit.callOff();
  }
}

async function waitFor(job: ConfirmedJob, limit: { isOver(): boolean }): Promise<PrintEnd> {
  let isOnPaper = false;
  while (!limit.isOver()) {
    const mark: Mark = isOnPaper ? 'cut' : 'lines';
    const heard: 'mark' | 'dry' | 'change' | 'silent' | 'broken' = await job.line.hear((answer) => markIn(job, mark, answer) ?? (answer.kind === 'change' && answer.hindrance ? answer.kind : undefined), job.lookMs);
    if (heard === 'mark' && isOnPaper) return { kind: 'printed' };
    isOnPaper ||= heard === 'mark';
    if (heard === 'mark') continue;
    if (heard === 'broken') return isOnPaper ? printedUncut(broken(job).detail) : broken(job);
    if (heard === 'dry') return endDry(job, isOnPaper);
    // What it told by itself may be old: only what it says when it is asked is how it is.
    const wrong = await hindranceNow(job.line, job.patienceMs);
    if (wrong) return endWrong(job, wrong, isOnPaper);
  }
  return endWrong(job, 'stuck', isOnPaper);
}

function withQuestions(job: ConfirmedJob): Uint8Array {
  const { bytes } = job;
  const { start, cutAt } = endsOf(bytes);
  const strip = job.left.paper === 'none' ? [] : [stripBefore(bytes)];
  // Told from behind the job's `ESC @` on, which would end that. A change's bytes could be taken for an
  // answer to `GS r`, were one of them lost.
  const tell = job.confirms === 'jobId' ? [TELL_CHANGES] : [];
  return Buffer.concat([...strip, bytes.subarray(0, start), ...tell, bytes.subarray(start, cutAt), question(job, 'lines'), bytes.subarray(cutAt), question(job, 'cut')]);
}

/**
 * What is still in the printer would come out with the next roll of paper, when nobody waits for it:
 * it is told to forget it. Once it has said so, nothing whole came out and nothing will.
 */
async function endWrong(job: ConfirmedJob, why: Wrong, isOnPaper: boolean): Promise<PrintEnd> {
  const what = `${job.name}: ${SAID[why]}`;
  if (isOnPaper) return printedUncut(what);
  switch (await forgetJob(job)) {
    case 'mark':
      return printedUncut(what);
    case 'dry':
      return uncertain('paperOut', `${what}; whether the paper sufficed is not known`);
    case 'cleared':
      return refused(why, `${what}; what it had not printed is forgotten`);
    case 'broken':
      return broken(job);
    case 'silent':
      return uncertain(why === 'silent' || why === 'stuck' ? 'stalled' : why, `${what}; what it holds may come out later`);
  }
}

/** Done with all of it, it says, and without paper: some print on where their paper ends. */
async function endDry(job: ConfirmedJob, isOnPaper: boolean): Promise<PrintEnd> {
  const what = `${job.name}: ${SAID.paperOut}`;
  if (isOnPaper) return printedUncut(what);
  await forgetJob(job);
  return uncertain('paperOut', `${what}; whether it sufficed is not known`);
}

/** It may just have come so far: then that was said first. */
async function forgetJob(job: ConfirmedJob): Promise<'mark' | 'dry' | 'cleared' | 'silent' | 'broken'> {
  const { line, statusMs } = job;
  line.forget('cleared');
  if ((await line.send(CLEAR, statusMs)) === 'broken') return 'broken';
  return line.hear((answer) => markIn(job, 'lines', answer) ?? (answer.kind === 'cleared' ? answer.kind : undefined), statusMs);
}

function printedUncut(what: string): PrintEnd {
  return { kind: 'printed', detail: `${what}; the paper may not be cut` };
}

function broken({ name, line }: ConfirmedJob): Extract<PrintEnd, { kind: 'uncertain' }> {
  return uncertain('reset', `${name}: the line broke (${line.broken ?? 'closed'})`);
}
