/**
 * What of a page is to be said by a voice of this station. In: a view, as it goes to a visitor's screen.
 * Out: its texts, in stretches. [X2] Of a discreet service nothing but what is shown, since nothing
 * else is in its view.
 */
import { Said } from '../../../shared/contract/directory.ts';
import type { View } from '../../../shared/contract/views.ts';
import type { LanguageTag } from '../../../shared/domain/directory/record.ts';
import type { ToSay } from './espeak.ts';

/** Letters that are recorded at once: what is long is heard from its beginning before its end is recorded. */
const STRETCH = 240;

/** Every text of a view, in the order in which it holds them, each once. */
export function saidIn(view: View): readonly Said[] {
  const found = new Map<string, Said>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    const said = Said.safeParse(value);
    if (said.success) found.set(`${said.data.language} ${said.data.text}`, said.data);
    else for (const each of Object.values(value)) look(each);
  };
  look(view);
  return [...found.values()];
}

/** A text as one says it: whole, or sentence by sentence where it is long. Together they have all of its words, in their order. */
export function stretchesOf(text: string, language: LanguageTag): readonly ToSay[] {
  if (text.length <= STRETCH) return [{ text, goesOn: false }];
  const stretches: ToSay[] = [];
  let open = '';
  const end = (): void => {
    if (open.trim() !== '') stretches.push({ text: open.trim(), goesOn: false });
    open = '';
  };
  for (const { segment } of new Intl.Segmenter(language, { granularity: 'sentence' }).segment(text)) {
    if (open.length + segment.length > STRETCH) end();
    if (segment.length <= STRETCH) open += segment;
    else stretches.push(...cut(segment));
  }
  end();
  return stretches;
}

/** A sentence without end, between two of its words. */
function cut(sentence: string): readonly ToSay[] {
  const parts = sentence.match(new RegExp(`.{1,${STRETCH}}(?:\\s|$)|\\S+\\s?`, 'gsu')) ?? [];
  return parts.map((text, at) => ({ text: text.trim(), goesOn: at < parts.length - 1 }));
}
