import fc from 'fast-check';
import qrcode from 'qrcode';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../../tests/fixtures/book.ts';
import { DOOR_DATE, isGoodPass, PASS_DEVICE, samplePass, STRANGE_KEY } from '../../../tests/fixtures/passes.ts';
import { SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import { scanOf } from '../../contract/scans.ts';
import { SignupId, spellId, type DeviceKey } from '../ids.ts';
import { PARTY_AT_MOST } from './signup.ts';
import { isForDate, makePass, Pass, PASS_LETTERS, readPass } from './pass.ts';

const signups = fc.uint8Array({ minLength: 26, maxLength: 26 }).map((bytes) => SignupId.parse(spellId(bytes)));

describe('a pass', () => {
  it('[X6] says its signup, how many come and whether they waited, and nothing else that can be read', () => {
    fc.assert(fc.property(signups, fc.integer({ min: 1, max: PARTY_AT_MOST }), fc.boolean(), (signup, people, waits) => {
      const pass = samplePass({ signup, people, waits });
      expect(pass).toHaveLength(PASS_LETTERS);
      expect(readPass(pass)?.says).toEqual({ signup, people, waits, date: expect.stringMatching(/^[0-9a-z]{5}$/), device: PASS_DEVICE.slice(0, 6) });
      expect(isGoodPass(pass)).toBe(true);
    }));
    expect(samplePass({ signup: SignupId.parse('5'.repeat(26)) }).slice(29, 34)).not.toBe(samplePass().slice(29, 34));
  });

  const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  it('[X6] of which any bit was changed, or any letter is missing or too many, opens nothing', () => {
    const pass = samplePass();
    for (let at = 0; at < pass.length; at += 1) {
      for (let bit = 1; bit < 32; bit <<= 1) {
        const other = LETTERS.charAt(LETTERS.indexOf(pass.charAt(at)) ^ bit);
        expect(isGoodPass(pass.slice(0, at) + other + pass.slice(at + 1)), `letter ${at}, bit ${bit}`).toBe(false);
      }
      expect(isGoodPass(pass.slice(0, at) + pass.slice(at + 1))).toBe(false);
    }
    expect(isGoodPass(`${pass}0`)).toBe(false);
  });

  it('[X6] of another key or another centre opens nothing', () => {
    expect(isGoodPass(samplePass(), STRANGE_KEY)).toBe(false);
    expect(isGoodPass(samplePass(), undefined, 'otro-centro' as typeof SMALL_CENTRE.id)).toBe(false);
    expect(isGoodPass(samplePass(), 'x' as DeviceKey)).toBe(false);
  });

  it('[E4] tells its date from every other, for whoever knows that date, without a network', () => {
    const says = readPass(samplePass())?.says ?? { signup: SignupId.parse('0'.repeat(26)), date: '' };
    expect(isForDate(says, DOOR_DATE, sha256)).toBe(true);
    for (let day = 1; day <= 28; day += 1) {
      const date = `2027-02-${String(day).padStart(2, '0')}T09:00` as typeof DOOR_DATE.date;
      expect(isForDate(says, { ...DOOR_DATE, date }, sha256)).toBe(false);
    }
  });

  it('is read whatever a reader does with capitals, and no text at all makes it stumble', () => {
    const pass = samplePass();
    for (const text of [pass, pass.toLowerCase()]) expect(scanOf(text)).toEqual({ kind: 'pass', pass });
    expect(scanOf(`${pass} `)).toEqual({ kind: 'misread' });
    fc.assert(fc.property(fc.string({ maxLength: 200 }), (text) => readPass(text) === undefined));
    fc.assert(fc.property(fc.string({ unit: fc.constantFrom(...Array.from(LETTERS)), minLength: PASS_LETTERS, maxLength: PASS_LETTERS }), (text) => !isGoodPass(text)));
  });

  it('is a symbol no larger than base45 would make of it', () => {
    const sizeOf = (data: string): number => qrcode.create([{ data, mode: 'alphanumeric' }], { errorCorrectionLevel: 'Q' }).modules.size;
    // 89 bytes: three letters for two of them.
    expect([sizeOf(samplePass()), sizeOf('A'.repeat(134))]).toEqual([49, 49]);
  });

  it('whose signature is no signature is never made', () => {
    const by = { centre: SMALL_CENTRE.id, device: PASS_DEVICE, digest: sha256, sign: () => 'short' };
    expect(() => makePass({ ...DOOR_DATE, signup: SignupId.parse('4'.repeat(26)), people: 3, waits: false }, by)).toThrow(RangeError);
    expect(Pass.safeParse('A'.repeat(PASS_LETTERS)).success).toBe(true);
  });
});
