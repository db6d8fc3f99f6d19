import { createPublicKey, verify } from 'node:crypto';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { freshJournals } from '../../../tests/fixtures/fresh-journals.ts';
import { CONFIGURED, MONDAY, issued } from '../../../tests/fixtures/journals.ts';
import { CentreId, type DeviceKey } from '../../../shared/domain/ids.ts';
import type { Journal } from './journal.ts';

const journals = freshJournals();
const centre = CentreId.parse('la-prueba');

function restarted(): Journal {
  journals.close();
  return journals.open().journal;
}

function isSigned(text: string, signature: string, key: DeviceKey): boolean {
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: key }, format: 'jwk' });
  return verify(null, Buffer.from(text), publicKey, Buffer.from(signature, 'base64url'));
}

describe('keys', () => {
  it('[J11] sign for this device, and stay through a restart', () => {
    const { keys } = journals.open().journal;
    expect(isSigned('umbral', keys.sign('umbral', 'current'), keys.current)).toBe(true);
    expect(isSigned('umbra', keys.sign('umbral', 'current'), keys.current)).toBe(false);
    expect(keys.sign('umbral', 'current')).toMatch(/^[\w-]{86}$/);
    expect(keys.next).toBeUndefined();
    expect(restarted().keys.current).toBe(keys.current);
  });

  it('[J11] the next one is made once, signs beside the first, and takes its place when it is known', () => {
    const { journal } = journals.open();
    const { current } = journal.keys;
    const next = journal.nextKey();
    expect(next).not.toBe(current);
    expect(journal.nextKey()).toBe(next);
    const again = restarted();
    expect(again.keys).toMatchObject({ current, next });
    expect(again.nextKey()).toBe(next);
    expect(isSigned('umbral', again.keys.sign('umbral', 'next'), next)).toBe(true);
    again.takeNextKey();
    const after = restarted();
    expect(after.keys).toMatchObject({ current: next, next: undefined });
    expect(isSigned('umbral', after.keys.sign('umbral', 'current'), next)).toBe(true);
    expect(() => after.keys.sign('umbral', 'next')).toThrow('no next key');
    after.takeNextKey();
    expect(after.keys.current).toBe(next);
  });

  it('are for this user’s eyes alone', () => {
    journals.open();
    if (process.platform === 'win32') return;
    expect(statSync(join(journals.folder, 'station.sqlite')).mode & 0o777).toBe(0o600);
  });
});

describe('asking to be let in', () => {
  it('the secret stays until it was answered, and another is made for another ask', () => {
    const { journal } = journals.open();
    const { secret } = journal.asking;
    expect(secret).toMatch(/^[\w-]{43}$/);
    const again = restarted();
    expect(again.asking.secret).toBe(secret);
    again.askAnew();
    const next = again.asking.secret;
    expect(next).not.toBe(secret);
    const after = restarted();
    expect(after.asking.secret).toBe(next);
    after.noteEnrolled(centre, 1);
    expect(after.asking.secret).not.toBe(next);
  });

  it('the code is kept until this device was let in', () => {
    const { journal } = journals.open();
    expect(journal).toMatchObject({ enrolCode: undefined, enrolled: false, centre: undefined });
    journal.keepEnrolCode('the code of this machine');
    const again = restarted();
    expect(again.enrolCode).toBe('the code of this machine');
    again.noteEnrolled(centre, 1);
    expect(restarted()).toMatchObject({ enrolCode: undefined, enrolled: true, centre, epoch: 1 });
  });

  it('[J11] let in under another epoch, it begins that one', () => {
    const { journal } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    journal.write(issued(1), MONDAY);
    journal.noteEnrolled(centre, 4);
    const again = restarted();
    expect(again.chain).toMatchObject({ epoch: 4, seq: 2 });
    expect(again).toMatchObject({ enrolled: true, pendingCount: 2 });
  });

  it('a journal is of one centre', () => {
    const { journal } = journals.open();
    journal.write(CONFIGURED, MONDAY);
    expect(journal.centre).toBe(centre);
    expect(() => journal.noteEnrolled(CentreId.parse('otra'), 1)).toThrow('la-prueba');
    expect(journal.enrolled).toBe(false);
  });

  it('[J2] what the disk refuses is not so', () => {
    const { journal, db } = journals.open();
    db.exec("CREATE TEMP TRIGGER refuse BEFORE INSERT ON identity BEGIN SELECT raise(ABORT, 'the disk refused'); END");
    const { keys: { current }, asking: { secret } } = journal;
    expect(() => journal.nextKey()).toThrow('the disk refused');
    expect(() => journal.askAnew()).toThrow('the disk refused');
    expect(() => journal.keepEnrolCode('x')).toThrow('the disk refused');
    expect(() => journal.noteEnrolled(centre, 2)).toThrow('the disk refused');
    expect(journal).toMatchObject({ enrolCode: undefined, enrolled: false, epoch: 1, asking: { secret } });
    expect(journal.keys).toMatchObject({ current, next: undefined });
    expect(restarted().keys).toMatchObject({ current, next: undefined });
  });
});
