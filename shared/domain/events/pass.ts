/**
 * What the QR of a confirmation holds: a pass that a device of the centre signed. In: a signup, by
 * its opaque id, and a way to sign or to hash. Out: 143 digits and capitals, or what such a text
 * says. Nobody's name, no activity and no day can be read from it [X6]; whether it is for a given
 * date can be told by whoever knows that date, without a network. It knows no keys.
 *
 * Five bits a letter, in the letters of our ids: a reader that types passes them through any
 * keyboard's layout, and a QR holds capitals and digits in little room. Base45 would save nine letters
 * and no module, and half of its signs become others on a French keyboard.
 */
import { z } from 'zod';
import type { Digest } from '../entries/entry.ts';
import { fiveBits, SignupId, spellFive, spellHash, type CentreId, type DeviceId } from '../ids.ts';
import { dateName, type AtDate } from './signup.ts';

/** The version of the form, as its first letter. */
const VERSION = '1';
/** Letters of each part: version, wait, people, signup, date, device. */
const BODY = /^1([01])([1-9a-hjkm])([0-9a-hjkmnp-tv-z]{26})([0-9a-hjkmnp-tv-z]{5})([0-9a-hjkmnp-tv-z]{6})$/;
const BODY_LETTERS = 40;
const DATE_LETTERS = 5;
const DEVICE_LETTERS = 6;
/** 64 bytes of Ed25519, and three bits that are nought. */
const SIGNATURE_BYTES = 64;
const SIGNATURE_LETTERS = 103;

/** As long as every pass is. */
export const PASS_LETTERS = BODY_LETTERS + SIGNATURE_LETTERS;

/** As a QR holds it: digits and capitals, without I, L, O and U. */
export const Pass = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{143}$/).brand<'Pass'>();
export type Pass = z.infer<typeof Pass>;

export interface PassSays {
  readonly signup: SignupId;
  /** How many come under it. */
  readonly people: number;
  /** Its holder waited for a place when it was made. */
  readonly waits: boolean;
  /** Tells its date from others, for whoever knows that date: see `isForDate`. */
  readonly date: string;
  /** How the id of the device begins that signed it. */
  readonly device: string;
}

export interface SignedPass {
  readonly says: PassSays;
  /** What was signed: see `textOfPass`. */
  readonly body: string;
  /** 64 bytes, as base64url. */
  readonly signature: string;
}

export interface PassFor extends AtDate {
  readonly signup: SignupId;
  /** 1 to 20. */
  readonly people: number;
  readonly waits: boolean;
}

/**
 * Makes a pass.
 * @param sign a text, in Ed25519, by the device's own key: base64url.
 */
export function makePass(made: PassFor, by: { readonly centre: CentreId; readonly device: DeviceId; readonly digest: Digest; readonly sign: (text: string) => string }): Pass {
  const { signup, people, waits } = made;
  const body = [VERSION, waits ? '1' : '0', spellFive(people), signup, dateMark(made, by.digest), by.device.slice(0, DEVICE_LETTERS)].join('');
  return Pass.parse((body + lettersOf(bytesOf(by.sign(textOfPass(by.centre, body))))).toUpperCase());
}

/** @returns undefined where it is no pass of a form that we know. Whether it is ours its signature says. */
export function readPass(text: string): SignedPass | undefined {
  const spelled = text.toLowerCase();
  const [body, letters] = [spelled.slice(0, BODY_LETTERS), spelled.slice(BODY_LETTERS)];
  const [, wait, people, signup, date, device] = BODY.exec(body) ?? [];
  const id = SignupId.safeParse(signup).data;
  const signature = signatureOf(letters);
  if (!id || people === undefined || date === undefined || device === undefined || signature === undefined) return undefined;
  return { says: { signup: id, people: fiveBits(people), waits: wait === '1', date, device }, body, signature };
}

/** Whether a pass is for this date: one in 33 million of other dates says so too. */
export function isForDate({ signup, date }: Pick<PassSays, 'signup' | 'date'>, at: AtDate, digest: Digest): boolean {
  return dateMark({ signup, ...at }, digest) === date;
}

/** What is signed of it. What it is for is in it, so that no signature of another kind opens a door; and so is the centre. */
export function textOfPass(centre: CentreId, body: string): string {
  return ['umbral', 'pass', centre, body].join('\n');
}

/** Salted with the signup, so that two people's passes for one date have nothing in common. */
function dateMark({ signup, series, date }: AtDate & { readonly signup: SignupId }, digest: Digest): string {
  return spellHash(digest(`${signup}\n${dateName({ series, date })}`)).slice(0, DATE_LETTERS);
}

function lettersOf(bytes: Uint8Array): string {
  let [letters, bits, held] = ['', 0, 0];
  for (const byte of bytes) {
    bits = (bits << 8) | byte;
    held += 8;
    while (held >= 5) {
      held -= 5;
      letters += spellFive((bits >> held) & 31);
    }
    bits &= (1 << held) - 1;
  }
  return held === 0 ? letters : letters + spellFive((bits << (5 - held)) & 31);
}

/** @returns undefined where it is not the one spelling of 64 bytes. */
function signatureOf(letters: string): string | undefined {
  if (letters.length !== SIGNATURE_LETTERS) return undefined;
  const bytes = new Uint8Array(SIGNATURE_BYTES);
  let [bits, held, n] = [0, 0, 0];
  for (const letter of letters) {
    const five = fiveBits(letter);
    if (five < 0) return undefined;
    bits = (bits << 5) | five;
    held += 5;
    if (held < 8) continue;
    held -= 8;
    bytes[n] = bits >> held;
    bits &= (1 << held) - 1;
    n += 1;
  }
  return bits === 0 ? base64url(bytes) : undefined;
}

const BASE64URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

function base64url(bytes: Uint8Array): string {
  let text = '';
  for (let n = 0; n < bytes.length; n += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(n, n + 3);
    const all = (a << 16) | (b << 8) | c;
    text += [18, 12, 6, 0].map((shift) => BASE64URL.charAt((all >> shift) & 63)).join('');
  }
  return text.slice(0, Math.ceil((bytes.length * 4) / 3));
}

/** @throws RangeError where it is not 64 bytes. */
function bytesOf(signature: string): Uint8Array {
  const bytes = new Uint8Array(Math.floor((signature.length * 3) / 4));
  let [bits, held, n] = [0, 0, 0];
  for (const letter of signature) {
    bits = (bits << 6) | BASE64URL.indexOf(letter);
    held += 6;
    if (held < 8) continue;
    held -= 8;
    bytes[n] = bits >> held;
    bits &= (1 << held) - 1;
    n += 1;
  }
  if (n !== SIGNATURE_BYTES) throw new RangeError('a signature is 64 bytes');
  return bytes;
}
