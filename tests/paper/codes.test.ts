/** [X6] The code on every paper, read back by two readers that share nothing with us: zxing, and zbarimg of Debian. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { composePaper } from '../../main/station/printing/compose.ts';
import { drawPaper } from '../../main/station/printing/reading/draw.ts';
import { decodePaper, PaperLanguage, USUAL_FORM, type Paper } from '../../main/station/printing/index.ts';
import { readCodes } from '../fixtures/code-reader.ts';
import { need, ZBARIMG } from '../fixtures/parts.ts';
import { sampleEvent, sampleService, sampleSlip, sampleTicket } from '../fixtures/tickets.ts';
import { samplePass } from '../fixtures/passes.ts';
import { SignupId } from '../../shared/domain/ids.ts';
import { testChance } from '../fixtures/world.ts';

/** An id is a version 3 symbol: 29 modules of a millimetre, 25 mm or more on any paper. */
const LEAST_DOTS = 25 * 8;

interface Drawn {
  readonly name: string;
  readonly payload: string;
  readonly picture: Uint8Array;
}

const { id } = testChance(7);

type WithCode = readonly { readonly paper: Paper; readonly payload: string }[];

/** A ticket, and another paper in its turn. */
function papersIn(language: PaperLanguage, turn: number): WithCode {
  const [visit, appointment, pass] = [id(), id(), samplePass({ signup: SignupId.parse(id()) })];
  const link = `https://ejemplo.org/s/${id().slice(0, 5)}`;
  const others: WithCode = [
    { paper: sampleSlip({ appointment, language }), payload: appointment },
    { paper: sampleEvent({ pass, language }), payload: pass },
    { paper: sampleService({ language, open: { about: '', documents: [], link } }), payload: link },
  ];
  return [{ paper: sampleTicket({ visit, language }), payload: visit }, ...others.slice(turn % 3, (turn % 3) + 1)];
}

async function drawAll(): Promise<Drawn[]> {
  const drawn: Drawn[] = [];
  for (const [w, dots] of ([384, 512, 576] as const).entries()) {
    for (const [l, language] of PaperLanguage.options.entries()) {
      for (const { paper, payload } of papersIn(language, w + l)) {
        const picture = await drawPaper(decodePaper(await composePaper(paper, { ...USUAL_FORM, dots })));
        drawn.push({ name: `${paper.kind}, ${language}, ${dots} dots`, payload, picture });
      }
    }
  }
  return drawn;
}

describe('the code on a paper', () => {
  let all: Drawn[];
  let folder: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'umbral-codes-'));
    all = await drawAll();
  }, 90_000);
  afterAll(() => rmSync(folder, { recursive: true }));

  it('[X6] reads as the id and nothing else, large enough for a cheap reader, on every paper in every language and width', async () => {
    expect(all).toHaveLength(3 * PaperLanguage.options.length * 2);
    for (const { name, payload, picture } of all) {
      const codes = await readCodes(picture);
      expect(codes.map(({ text }) => text), name).toEqual([payload]);
      for (const { width } of codes) expect(width, name).toBeGreaterThanOrEqual(LEAST_DOTS);
    }
  });

  it('[X6] reads so to zbarimg too', ({ skip }) => {
    need(skip, ZBARIMG);
    const files = all.map(({ picture }, n) => {
      const file = join(folder, `${String(n).padStart(3, '0')}.png`);
      writeFileSync(file, picture);
      return file;
    });
    const said = execFileSync('zbarimg', ['-q', '--raw', '-Sdisable', '-Sqrcode.enable', ...files], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    expect(said.trim().split('\n')).toEqual(all.map(({ payload }) => payload));
  });
});
