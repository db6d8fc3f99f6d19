/** How people sign up, as a form has it. In: terms. Out: their form; and the terms that a form says, or what it lacks. */
import type { Terms } from '../../../../shared/domain/events/index.ts';
import { PARTY_AT_MOST, SEATS_AHEAD_AT_MOST } from '../../../../shared/domain/events/signup.ts';
import { numberIn, textOf, type Texts } from './typed.ts';

export interface QuestionForm {
  readonly asks: Texts;
  readonly answers: readonly Texts[];
}

export interface TermsForm {
  readonly party: string;
  readonly opens: string;
  /** Minutes. */
  readonly closes: number;
  readonly hold: string;
  readonly ahead: string;
  readonly takesPhone: boolean;
  readonly questions: readonly QuestionForm[];
}

export type TermsLack = 'party' | 'opens' | 'hold' | 'ahead' | 'question';

/** At most, of each number. */
export const MOST = { party: PARTY_AT_MOST, opens: 366, hold: 7 * 24, ahead: SEATS_AHEAD_AT_MOST } as const;

/** A family, from two weeks before to an hour before, a day to answer, two places on each screen. */
export const blankTerms = (): TermsForm => ({ party: '6', opens: '14', closes: 60, hold: '24', ahead: '2', takesPhone: true, questions: [] });

export const blankQuestion = (): QuestionForm => ({ asks: {}, answers: [{}, {}] });

export function termsFormOf({ partyAtMost, opensDays, closesMinutes, holdHours, seatsAhead, takesPhone, questions }: Terms): TermsForm {
  return { party: String(partyAtMost), opens: String(opensDays), closes: closesMinutes, hold: String(holdHours), ahead: String(seatsAhead), takesPhone, questions };
}

/** @param tell of what is wrong; then there are none. */
export function termsOf(form: TermsForm, tell: (lack: TermsLack) => void): Terms | undefined {
  const number = (field: keyof typeof MOST, least: number): number => {
    const read = numberIn(form[field], least, MOST[field]);
    if (read === undefined) tell(field);
    return read ?? least;
  };
  const questions = form.questions.map(({ asks, answers }) => ({ asks: textOf(asks), answers: answers.flatMap((answer) => textOf(answer) ?? []) }));
  if (questions.some(({ asks, answers }) => !asks || answers.length < 2)) tell('question');
  return {
    partyAtMost: number('party', 1),
    closesMinutes: form.closes,
    opensDays: number('opens', 1),
    seatsAhead: number('ahead', 0),
    holdHours: number('hold', 1),
    takesPhone: form.takesPhone,
    questions: questions.flatMap(({ asks, answers }) => (asks ? [{ asks, answers }] : [])),
  };
}
