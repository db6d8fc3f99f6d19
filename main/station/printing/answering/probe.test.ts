import { once } from 'node:events';
import { connect } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { putOnTcp, reachOf, REAL_TIMERS, type PrinterOnTcp } from '../../../../tests/fixtures/printer/on-tcp.ts';
import { ALL_ANSWERS, SimPrinter, type Answering } from '../../../../tests/fixtures/printer/sim-printer.ts';
import { probePrinter, type Probed } from './probe.ts';

const opened: PrinterOnTcp[] = [];
afterEach(async () => {
  for (const line of opened.splice(0)) await line.close();
});

async function probe(answers: readonly Answering[], change: (sim: SimPrinter) => void = () => {}): Promise<{ probed: Probed; sim: SimPrinter }> {
  const sim = new SimPrinter({ timers: REAL_TIMERS, answers });
  const line = await putOnTcp(sim);
  opened.push(line);
  change(sim);
  return { sim, probed: await probePrinter({ reach: reachOf(line), timers: REAL_TIMERS, statusMs: 150, patienceMs: 150, quietMs: 20, busyMs: 150 }) };
}

const without = (...gone: readonly Answering[]): Answering[] => ALL_ANSWERS.filter((each) => !gone.includes(each));

it.each<[string, Answering[], Probed]>([
  ['all', without(), { kind: 'answers', confirms: 'jobId', forgets: true }],
  ['no ids', without('done'), { kind: 'answers', confirms: 'paperStatus', forgets: true }],
  ['no ids, and forgets nothing', without('done', 'clear'), { kind: 'answers', confirms: 'paperStatus', forgets: false }],
  ['only how it is', ['realTime'], { kind: 'answers', confirms: undefined, forgets: false }],
  ['nothing', [], { kind: 'silent' }],
])('[P2] a printer that knows %s is found out by asking, and no paper comes of it', async (_, answers, expected) => {
  const { probed, sim } = await probe(answers);
  expect(probed).toEqual(expected);
  expect([sim.papers, sim.torn, sim.uncut]).toEqual([[], [], new Uint8Array()]);
});

it('one that wants something says what, and one that is not there why', async () => {
  expect((await probe(ALL_ANSWERS, (sim) => { sim.openCover(); })).probed).toEqual({ kind: 'hindered', by: 'coverOpen' });
  const gone = await putOnTcp(new SimPrinter({ timers: REAL_TIMERS }));
  await gone.close();
  expect(await probePrinter({ reach: reachOf(gone), timers: REAL_TIMERS })).toEqual({ kind: 'unreachable', why: 'ECONNREFUSED' });
});

it('[P2] one that another station has on its only line is waited for, and not called silent', async () => {
  const sim = new SimPrinter({ timers: REAL_TIMERS });
  const line = await putOnTcp(sim);
  opened.push(line);
  const other = connect({ host: '127.0.0.1', port: line.port });
  await once(other, 'connect');
  const probing = probePrinter({ reach: reachOf(line), timers: REAL_TIMERS, statusMs: 500, patienceMs: 500, quietMs: 20, busyMs: 5000 });
  setTimeout(() => { other.destroy(); }, 250);
  expect(await probing).toEqual({ kind: 'answers', confirms: 'jobId', forgets: true });
});
