import { Duplex } from 'node:stream';
import { setImmediate as atRest } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { Answer } from './answers.ts';
import { printConfirmed } from './confirmed-job.ts';
import { lookAt } from './looking.ts';
import { REAL_TIMERS } from '../../../../tests/fixtures/printer/on-tcp.ts';
import { Conversation } from './conversation.ts';

/** A line that a test holds the other end of: `onBytes` gets what is sent, and says when it was taken. */
function lineWith(onBytes: (bytes: Buffer, taken: () => void, line: Duplex) => void): Duplex {
  const line: Duplex = new Duplex({ read() {}, write: (bytes: Buffer, _encoding, taken) => { onBytes(bytes, taken, line); } });
  return line;
}

const conversationOn = (stream: Duplex): Conversation => new Conversation({ stream, chunkBytes: 1024 }, REAL_TIMERS);

const anything = ({ kind }: Answer): Answer['kind'] => kind;

describe('a line to a printer', () => {
  it('[P2] what was said before a question is no answer to it', async () => {
    const line = lineWith((bytes, taken, other) => {
      other.push(Buffer.of(bytes[2] === 2 ? 0x16 : 0x12));
      taken();
    });
    const conversation = conversationOn(line);
    line.push(Buffer.of(0x12, 0x12));
    await atRest();
    const asking = { line: conversation, confirms: 'jobId', id: 'abc', left: { answers: 'none', paper: 'none' }, statusMs: 50, patienceMs: 50, longestMs: 50, lookMs: 10, quietMs: 10 } as const;
    expect(await lookAt(asking)).toEqual({ condition: 'coverOpen', left: { answers: 'none', paper: 'none' } });
  });

  it('[P2] a line that is never quiet is not waited for without end: of no job could it be told what became of it', async () => {
    const line = lineWith((_bytes, taken) => { taken(); });
    const chatter = setInterval(() => line.push(Buffer.of(0x12, 0x00)), 2);
    try {
      const asking = { line: conversationOn(line), confirms: 'paperStatus', id: 'abc', left: { answers: 'owed', paper: 'none' }, statusMs: 50, patienceMs: 50, longestMs: 100, lookMs: 10, quietMs: 20 } as const;
      expect(await lookAt(asking)).toEqual({ condition: 'silent', left: { answers: 'unheard', paper: 'none' } });
    } finally {
      clearInterval(chatter);
    }
  });

  it('[P1] what was said before a job is nothing of it', async () => {
    let sent = 0;
    const line = lineWith((bytes, taken, other) => {
      sent += 1;
      // Well; and two answers of another job that come with it.
      if (bytes[0] === 0x10 && bytes[1] === 0x04) other.push(sent <= 2 ? Buffer.of(0x12, 0x00, 0x00) : Buffer.of(0x12));
      taken();
    });
    const job = { line: conversationOn(line), confirms: 'paperStatus', id: 'abc', left: { answers: 'none', paper: 'none' }, name: 'door', bytes: Uint8Array.of(0x41), statusMs: 50, patienceMs: 50, longestMs: 20, lookMs: 10, quietMs: 10 } as const;
    expect((await printConfirmed(job)).end.kind).not.toBe('printed');
    expect(sent).toBeGreaterThan(2);
  });

  it('each answer is heard once, whether it came before or comes yet, and others wait for whoever asks for them', async () => {
    const line = lineWith((_bytes, taken) => { taken(); });
    const conversation = conversationOn(line);
    line.push(Buffer.of(0x12, 0x37, 0x25, 0x00));
    const cleared = ({ kind }: Answer): 'cleared' | undefined => (kind === 'cleared' ? kind : undefined);
    expect(await conversation.hear(cleared, 50)).toBe('cleared');
    expect(await conversation.hear(cleared, 1)).toBe('silent');
    expect(await conversation.hear(anything, 50)).toBe('realTime');
    expect(await conversation.hear(anything, 1)).toBe('silent');
  });

  it('[P1] that takes no byte for so long is stalled; one that breaks says why, and hears no more', async () => {
    let stuck: (() => void) | undefined;
    const line = lineWith((_bytes, taken) => { stuck = taken; });
    const conversation = conversationOn(line);
    expect(await conversation.send(new Uint8Array(3000), 5)).toBe('stalled');
    expect(stuck).toBeDefined();
    const waiting = conversation.hear(anything, 10_000);
    line.destroy(Object.assign(new Error('gone'), { code: 'ECONNRESET' }));
    expect(await waiting).toBe('broken');
    expect(conversation.broken).toBe('ECONNRESET');
    expect(await conversation.send(new Uint8Array(1), 5)).toBe('broken');
  });
});
