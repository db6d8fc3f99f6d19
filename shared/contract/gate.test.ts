import { describe, expect, it } from 'vitest';
import { Trust } from './commands.ts';
import { gate } from './gate.ts';

const id = '0'.repeat(26);
const calls = {
  'ticket.issue': { kind: 'ticket.issue', id, service: 'health', language: 'es' },
  'desk.callNext': { kind: 'desk.callNext', id, desk: 'desk-3' },
  'visit.cancel': { kind: 'visit.cancel', id, visit: id },
  'day.end': { kind: 'day.end', id },
  'help.ask': { kind: 'help.ask', id, language: 'ht' },
  'help.answer': { kind: 'help.answer', id, help: id },
  'paper.settle': { kind: 'paper.settle', id, paper: 7, how: 'again' },
  'paper.test': { kind: 'paper.test', id, printer: 1, language: 'es' },
} as const;
const call = (kind: keyof typeof calls): unknown => ({ kind: 'call', frame: 7, command: calls[kind] });
const refusedAs = (why: string): unknown => ({
  kind: 'refuse',
  answer: { kind: 'reply', frame: 7, reply: { kind: 'refused', why } },
});

describe('the gate between a page and the station', () => {
  it.each([
    ['visitor', 'ticket.issue'],
    ['visitor', 'visit.cancel'],
    ['visitor', 'help.ask'],
    ['staff', 'help.answer'],
    ['staff', 'desk.callNext'],
    ['staff', 'ticket.issue'],
    ['staff', 'day.end'],
    ['staff', 'paper.settle'],
    ['staff', 'paper.test'],
  ] as const)('lets a %s page send %s', (trust, kind) => {
    expect(gate(trust, call(kind))).toEqual({ kind: 'pass', frame: call(kind) });
  });

  it.each([
    ['visitor', 'desk.callNext'],
    ['visitor', 'help.answer'],
    ['visitor', 'day.end'],
    ['display', 'ticket.issue'],
    ['display', 'visit.cancel'],
    ['display', 'desk.callNext'],
    ['visitor', 'paper.settle'],
    ['visitor', 'paper.test'],
    ['display', 'paper.settle'],
  ] as const)('[X1] answers a %s page that sends %s: not allowed', (trust, kind) => {
    expect(gate(trust, call(kind))).toEqual(refusedAs('notAllowed'));
  });

  it('[X1] lets a page watch its own views and no others', () => {
    const watch = (query: unknown): unknown => ({ kind: 'watch', frame: 1, query });
    const passing = (query: unknown): Trust[] =>
      Trust.options.filter((trust) => gate(trust, watch(query)).kind === 'pass');
    expect(passing({ kind: 'visitor' })).toEqual(['visitor']);
    expect(passing({ kind: 'paper', visit: id })).toEqual(['visitor']);
    expect(passing({ kind: 'display' })).toEqual(['display']);
    expect(passing({ kind: 'staff', desk: 'desk-3' })).toEqual(['staff']);
    expect(gate('visitor', watch({ kind: 'display' }))).toEqual({ kind: 'drop', why: 'notAllowed' });
  });

  it('[X2] tells staff alone why somebody is called, which may be their priority', () => {
    const call = { device: id, epoch: 1, seq: 1 };
    for (const query of [{ kind: 'explain', desk: 'desk-3', visit: id }, { kind: 'explain', desk: 'desk-3', visit: null }, { kind: 'pastCalls', desk: 'desk-3' }, { kind: 'pastCall', call }]) {
      const passing = Trust.options.filter((trust) => gate(trust, { kind: 'watch', frame: 1, query }).kind === 'pass');
      expect(passing, query.kind).toEqual(['staff']);
    }
  });

  it('answers a call it cannot read, and drops what nobody waits for', () => {
    expect(gate('visitor', { kind: 'call', frame: 7, command: { kind: 'open.drawer' } })).toEqual(refusedAs('malformed'));
    expect(gate('visitor', { kind: 'call', frame: 1 })).toMatchObject({ kind: 'refuse', answer: { frame: 1 } });
    for (const raw of [null, undefined, 7, 'call', [], {}, { kind: 'call' }, { kind: 'call', frame: '7' }, { kind: 'call', frame: 0 }]) {
      expect(gate('staff', raw)).toEqual({ kind: 'drop', why: 'malformed' });
    }
  });
});
