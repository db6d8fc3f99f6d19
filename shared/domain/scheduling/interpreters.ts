/**
 * For which languages an interpreter could come to a desk. In: who interprets at the centre, and the
 * languages that are being interpreted now. Out: of each interpreted language whether one is free. It
 * sends nobody, and never says which of them is with whom: no entry does.
 */
import type { Centre, Desk, Interpreter, Language } from '../centre.ts';

/** Of each language that somebody interprets. */
export type Interpreting = ReadonlyMap<Language, 'free' | 'busy'>;

/** Whom each interpreter is with, by what they speak there. */
type Sent = (Language | undefined)[];

/** Whether somebody is understood at a desk through an interpreter alone. A desk that says nothing of languages needs none. */
export function needsInterpreter({ interpreters = [] }: Centre, { languages }: Desk, language: Language): boolean {
  return languages !== undefined && !languages.includes(language) && interpreters.some((each) => each.languages.includes(language));
}

/**
 * One is free where everybody who has one could keep one, and somebody more have one too: taking the
 * first who speaks it would send away whoever speaks two languages, and leave the other one to nobody.
 * @param inUse a language for each visitor who has an interpreter now; more than there are, where desks called all the same.
 */
export function interpretingWith(interpreters: readonly Interpreter[], inUse: readonly Language[]): Interpreting {
  const sent: Sent = interpreters.map(() => undefined);
  const spent = new Set<Language>();
  // Where nobody more could come for a language once, nobody can after others were sent, too.
  for (const language of inUse) if (!spent.has(language) && !send(interpreters, sent, language)) spent.add(language);
  const all = new Set(interpreters.flatMap(({ languages }) => languages));
  return new Map([...all].map((language) => [language, !spent.has(language) && send(interpreters, [...sent], language) ? 'free' : 'busy']));
}

/** Sends one to somebody more, others to each other's visitors where that frees one: Kuhn's augmenting path for a matching. */
function send(interpreters: readonly Interpreter[], sent: Sent, language: Language, tried = new Set<number>()): boolean {
  for (const [n, { languages }] of interpreters.entries()) {
    if (tried.has(n) || !languages.includes(language)) continue;
    tried.add(n);
    const other = sent[n];
    if (other !== undefined && !send(interpreters, sent, other, tried)) continue;
    sent[n] = language;
    return true;
  }
  return false;
}
