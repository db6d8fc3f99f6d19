/**
 * The voices of the screens, made when the app is built. In: what each language is to say. Out:
 * `dist/voice/<language>/<name>.opus`, an index beside them, and one of the languages that have a
 * voice. What was made before and is still wanted is kept; without the two programs no language has one.
 */
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { recordInto, voiceTools } from '../../main/station/voice/index.ts';
import { Language } from '../../shared/domain/language.ts';
import { readVoice, recordingsOf } from './recordings.ts';

/** @param root of the project. @param out the folder of voices. */
export async function buildVoices(root: string, out: string): Promise<void> {
  const tools = await voiceTools();
  const languages = tools === undefined ? [] : Language.options;
  await mkdir(out, { recursive: true });
  for (const language of languages) {
    const recordings = await recordingsOf(root, language, await readVoice(root, language));
    const folder = join(out, language);
    const names = await recordInto(folder, [...recordings.values()], { tools: tools ?? '', atOnce: availableParallelism() });
    const index = Object.fromEntries([...recordings.keys()].map((key, at) => [key, names[at]]));
    await writeWhole(join(folder, 'index.js'), `export default ${JSON.stringify(index)};\n`);
  }
  await writeWhole(join(out, 'index.js'), `export default ${JSON.stringify(languages)};\n`);
}

/** A build that is ended half-way leaves no half file under a whole one's name. */
async function writeWhole(file: string, content: string): Promise<void> {
  await writeFile(`${file}.new`, content);
  await rename(`${file}.new`, file);
}
