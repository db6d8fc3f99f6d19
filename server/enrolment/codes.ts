/** The codes that devices show while they wait to be let in. */
import { ENROL_LETTERS, EnrolCode } from '../../shared/domain/entries/introduction.ts';
import type { Chance } from '../chance.ts';

const LETTERS = 8;
/** The most multiples of twenty that a byte holds: beyond, some letters would come more often. */
const EVEN = 240;

/** 34 bits: far more than five tries find in ten minutes. */
export function makeCode(chance: Chance): EnrolCode {
  let code = '';
  while (code.length < LETTERS) {
    for (const byte of chance.bytes(LETTERS)) {
      if (byte < EVEN && code.length < LETTERS) code += ENROL_LETTERS.charAt(byte % ENROL_LETTERS.length);
    }
  }
  return EnrolCode.parse(code);
}

/** A code as somebody typed it, in small letters or in groups; undefined where it can't be one. */
export function readCode(typed: string): EnrolCode | undefined {
  return EnrolCode.safeParse(typed.slice(0, 40).toUpperCase().replaceAll(/[\s-]/g, '')).data;
}
