import { describe, expect, it } from 'vitest';
import { samplePass } from '../../../tests/fixtures/passes.ts';
import { RollLine } from '../../../shared/contract/activities.ts';
import { askedByText, countsOf, linesOf, spellSignupCode } from './roll.ts';

const CODES = ['BK72QM', 'CD34FG', 'HJ67KM', 'NP89QR', 'TV23WX', 'YZ46BC'];
const line = (n: number, about: Partial<Record<keyof RollLine, unknown>> = {}): RollLine =>
  RollLine.parse({ signup: String(n).repeat(26), code: CODES[n], stands: 'confirmed', until: null, adults: 2, children: 1, language: 'es', answers: [], name: null, phone: null, came: null, ...about });

const LINES = [line(0, { name: 'Zoé' }), line(1, { name: 'Ángela', came: 2 }), line(2), line(3, { stands: 'waiting', name: 'Beto' }), line(4, { stands: 'cancelled', name: 'Ana' }), line(5, { stands: 'held', until: 9, name: 'Carla' })];
const codes = (lines: readonly RollLine[]): string[] => lines.map(({ code }) => code);

describe('the roll', () => {
  it('[E4] counts people and not papers, and of a date that was forgotten what is known for good', () => {
    expect(countsOf({ lines: LINES, walkIns: [{ of: line(0).signup, people: 4 }], tally: null })).toEqual({ coming: 12, came: 2, waiting: 3, walkIns: 4 });
    expect(countsOf({ lines: [], walkIns: [], tally: { signedUp: 20, cameSignedUp: 18, cameOtherwise: 3 } })).toEqual({ coming: 20, came: 18, waiting: 0, walkIns: 3 });
  });

  it('stands by name, those without one after them, who waits after those with a place, who went at the end', () => {
    expect(codes(linesOf(LINES, '', 'all'))).toEqual(['CD34FG', 'YZ46BC', 'BK72QM', 'HJ67KM', 'NP89QR', 'TV23WX']);
    expect(codes(linesOf(LINES, '', 'missing'))).toEqual(['YZ46BC', 'BK72QM', 'HJ67KM']);
    expect(codes(linesOf(LINES, '', 'came'))).toEqual(['CD34FG']);
    expect(codes(linesOf(LINES, '', 'waiting'))).toEqual(['YZ46BC', 'NP89QR']);
  });

  it('is looked through by name, whatever its accents, and by code, however it is typed', () => {
    expect(codes(linesOf(LINES, ' ang', 'all'))).toEqual(['CD34FG']);
    expect(codes(linesOf(LINES, 'ZOE', 'all'))).toEqual(['BK72QM']);
    expect(codes(linesOf(LINES, 'hj6 7', 'all'))).toEqual(['HJ67KM']);
    expect(linesOf(LINES, 'nobody', 'all')).toEqual([]);
  });
});

describe('what is typed at the door', () => {
  it('[E4] is a code in small letters and groups, a pass, or a name', () => {
    expect(askedByText('bk7 2qm')).toEqual({ code: 'BK72QM' });
    expect(spellSignupCode('BK72QM')).toBe('BK7 2QM');
    expect(askedByText(samplePass().toLowerCase())).toEqual({ pass: samplePass() });
    expect(askedByText('4'.repeat(26))).toEqual({ id: '4'.repeat(26) });
    expect(askedByText('Rosa')).toBeUndefined();
    expect(askedByText('042137')).toBeUndefined();
  });
});
