/**
 * Passwords of staff: what one must be, and how it is kept [X7]. In: what somebody typed. Out: a
 * fault in words' reach, or an argon2id hash. The text itself is never kept, logged or sent on.
 */
import { hash, verify } from '@node-rs/argon2';
import { WORST_PASSWORDS } from './worst-passwords.ts';

/** In characters as a person counts them. */
export const PASSWORD_LEAST = 10;
/** No sentence anybody remembers is longer; without an end, hashing would be work for the asking. */
export const PASSWORD_MOST = 200;

/**
 * OWASP's first choice for argon2id: 19 MiB, two passes, one lane (Password Storage Cheat Sheet).
 * The algorithm is the library's default; `passwords.test.ts` pins what comes out.
 */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;

type PasswordFault = 'passwordShort' | 'passwordLong' | 'passwordCommon';

/** What is wrong with a new password for whoever signs in with this name; undefined when nothing is. */
export function passwordFault(password: string, name: string): PasswordFault | undefined {
  const spelled = spell(password);
  const length = charactersIn(spelled);
  if (length < PASSWORD_LEAST) return 'passwordShort';
  if (length > PASSWORD_MOST) return 'passwordLong';
  return isCommon(spelled.toLowerCase(), name) ? 'passwordCommon' : undefined;
}

/** What a guesser tries before guessing: the worst ones, one character over and over, a known word with a tail. */
function isCommon(folded: string, name: string): boolean {
  if (WORST_PASSWORDS.has(folded) || new Set(folded).size <= 2) return true;
  return [name, 'umbral', 'contraseña', 'contrasena', 'password', 'passw0rd', 'admin'].some((word) => {
    const rest = word === '' ? folded : folded.replaceAll(word, '');
    return rest !== folded && /^[^\p{L}]*$/u.test(rest);
  });
}

export async function hashPassword(password: string): Promise<string> {
  return hash(spell(password), ARGON2);
}

/** Takes as long for a wrong password as for the right one. */
export async function isPassword(kept: string, typed: string): Promise<boolean> {
  // What no account could have been given is not worth hashing whole.
  return verify(kept, spell(typed).slice(0, 4 * PASSWORD_MOST));
}

/** An «é» is one and a family's picture is one, however many codes spell it. */
export function charactersIn(text: string): number {
  return Array.from(new Intl.Segmenter().segment(text)).length;
}

/** Two keyboards spell «ñ» in two ways; it is one password. */
function spell(password: string): string {
  return password.normalize('NFC');
}
