import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleSlip, sampleTicket } from '../../../../tests/fixtures/tickets.ts';
import { printableText } from './printable.ts';
import { Paper, PaperSlip, PaperTicket } from './ticket.ts';

describe('the ticket model', () => {
  it('[P5] holds text in NFC, on one line, with nothing unprintable in it', () => {
    expect(printableText('Orientacio\u0301n')).toBe('Orientación');
    expect(printableText(' Salud\r\n y\u2028familia\t')).toBe('Salud y familia');
    expect(printableText('a\u0000b\u001b@c\u0085d\u009be\u202ef\u2066g\u200fh\ufeffi\u00adj')).toBe('ab@c defghij');
    expect(printableText('\ud800x\udfff\ue000')).toBe('x');
  });

  it('[P5] keeps the joiners that Persian and emoji are written with', () => {
    expect(printableText('می\u200cخواهم')).toBe('می\u200cخواهم');
    expect(printableText('👩\u200d👧')).toBe('👩\u200d👧');
  });

  it('[P5] cleaning what is clean changes nothing', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (text) => {
        const once = printableText(text);
        expect(printableText(once)).toBe(once);
        expect(once).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u);
      }),
    );
  });

  it('[X1] a slip has no room for the pictures by which its place is given back', () => {
    expect(PaperSlip.safeParse(sampleSlip()).success).toBe(true);
    expect(PaperSlip.safeParse({ ...sampleSlip(), pictures: ['cat', 'moon'] }).success).toBe(false);
  });

  it('[P3] a job that waited in the spool while the program was changed for one that knows second languages is printed all the same', () => {
    const { second: _, ...before } = sampleTicket();
    expect(Paper.parse(before)).toEqual(sampleTicket());
    const { second: __, ...slip } = sampleSlip();
    expect(Paper.parse(slip)).toEqual(sampleSlip());
  });

  it('[P5] refuses what is not a ticket', () => {
    const { copy: _, ...noCopy } = sampleTicket();
    expect(PaperTicket.safeParse(noCopy).success).toBe(false);
    expect(PaperTicket.safeParse({ ...sampleTicket(), zone: 'America/Nowhere' }).success).toBe(false);
    expect(PaperTicket.safeParse({ ...sampleTicket(), issuedAt: 8_640_000_000_000_001 }).success).toBe(false);
    expect(PaperTicket.safeParse({ ...sampleTicket(), label: { letter: '\u001b', number: 1 } }).success).toBe(false);
    expect(PaperTicket.safeParse({ ...sampleTicket(), phone: '300' }).success).toBe(false);
    expect(Paper.safeParse({ ...sampleTicket(), kind: 'slip' }).success).toBe(false);
  });
});
