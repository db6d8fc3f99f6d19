import { beforeEach, describe, expect, it } from 'vitest';
import { serialReader } from '../../main/station/scanner/index.ts';
import { fakeReader } from '../fixtures/reader/fake-reader.ts';
import { need, SOCAT } from '../fixtures/parts.ts';
import { REAL_TIMERS } from '../fixtures/printer/on-tcp.ts';
import { readerOnPty } from '../fixtures/reader/on-pty.ts';
import { readerSuite } from './reader-suite.ts';

readerSuite('a fake reader', async () => fakeReader());

// Without socat (of Debian) a machine can't pretend to have a serial line.
describe('with socat', () => {
  beforeEach(({ skip }) => need(skip, SOCAT));

  readerSuite('a reader on a serial line', readerOnPty);
});

it('a reader that is not there says so by its name', async () => {
  expect(await serialReader({ path: '/dev/no-such-reader', timers: REAL_TIMERS }).open()).toContain('/dev/no-such-reader');
});
