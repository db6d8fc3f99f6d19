/**
 * A printer that is a folder: each ticket as the very bytes a real one would get, and as a picture
 * of what they say. For demonstrations, for a centre that has no printer yet, and for tests.
 */
import { link, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decodePaper } from './reading/decode.ts';
import { drawPaper } from './reading/draw.ts';
import { USUAL_FORM, type PaperForm } from './form.ts';
import type { DecodedPaper } from './reading/paper.ts';
import { printerAround, refused, type PrintEnd, type Printer } from './printer.ts';

export interface VirtualPrinterOptions {
  /** Made where it is missing. Nothing in it is ever overwritten. */
  readonly folder: string;
  /** What staff call it; its folder, where no name is given. */
  readonly name?: string | undefined;
  readonly form?: PaperForm;
}

/** Tickets are numbered in the order they came: `0042-A017.bin` and `0042-A017.png`. */
export function openVirtualPrinter({ folder, name: called = folder, form = USUAL_FORM }: VirtualPrinterOptions): Printer {
  let last: Promise<number> | undefined;

  const nextNumber = async (): Promise<number> => {
    last = (last ?? highestIn(folder)).then((number) => number + 1);
    return last;
  };

  return printerAround({ name: called, confirms: true, form }, async (bytes) => {
    const paper = decodePaper(bytes, form.dots);
    let name: string;
    try {
      await mkdir(folder, { recursive: true });
      name = `${String(await nextNumber()).padStart(4, '0')}-${labelOn(paper)}`;
      await putFile(join(folder, `${name}.bin`), bytes);
    } catch (error) {
      last = undefined;
      return refused('disk', `${folder}: ${reasonOf(error)}`);
    }
    return putPicture(folder, name, paper);
  });
}

async function highestIn(folder: string): Promise<number> {
  const numbers = (await readdir(folder)).map((name) => Number.parseInt(name, 10));
  return numbers.reduce((highest, number) => (number > highest ? number : highest), 0);
}

/** The largest text on the paper, as far as a file's name can hold it. */
function labelOn(paper: DecodedPaper): string {
  const [largest] = paper.lines.toSorted((a, b) => b.height * b.width - a.height * a.width);
  return largest?.text.replaceAll(/[^A-Za-z0-9]/g, '').slice(0, 20) || 'paper';
}

/** The bytes are the paper. A picture that can't be drawn is told, and changes nothing of that. */
async function putPicture(folder: string, name: string, paper: DecodedPaper): Promise<PrintEnd> {
  try {
    await putFile(join(folder, `${name}.png`), await drawPaper(paper));
    return { kind: 'printed' };
  } catch (error) {
    return { kind: 'printed', detail: `${name}.png is missing: ${reasonOf(error)}` };
  }
}

/**
 * A file that is whole and on disk, or not there: written under a name that nobody reads, then
 * linked, because a link fails where a rename would overwrite.
 * @throws with code EEXIST where the name is taken.
 */
async function putFile(path: string, bytes: Uint8Array): Promise<void> {
  const draft = `${path}.part`;
  const file = await open(draft, 'wx');
  try {
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await link(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
