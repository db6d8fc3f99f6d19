/** How people sign up for it, or that they just come. */
import type { ReactNode } from 'react';
import { QUESTIONS_AT_MOST } from '../../../../shared/domain/events/signup.ts';
import place from '../../appointments/appointments.module.css';
import edit from '../../directory/edit/edit.module.css';
import { AddButton, RemoveButton } from '../../directory/edit/buttons.tsx';
import { Check, Choice, TextField } from '../../fields.tsx';
import fields from '../../fields.module.css';
import styles from '../activities.module.css';
import { TimeField } from '../time-field.tsx';
import { LONGEST, type PartProps } from './parts.tsx';
import { blankQuestion, MOST, type QuestionForm, type TermsForm } from './terms-form.ts';

/** Minutes before it begins. */
const CLOSES = ['0', '30', '60', '120', '360', '1440', '2880', '10080'] as const;
const ANSWERS_AT_MOST = 4;

export function Signup(props: PartProps): ReactNode {
  const { words: { say }, form, onChange, wrong } = props;
  const { terms, takesSignups, isAllDay } = form;
  const change = (next: Partial<TermsForm>): void => onChange({ ...form, terms: { ...terms, ...next } });
  const most = (lack: keyof typeof MOST): string | undefined => wrong(lack);
  const number = (field: keyof typeof MOST, label: string, about?: string): ReactNode => (
    <TimeField label={label} type="number" least={field === 'ahead' ? 0 : 1} most={MOST[field]} value={terms[field]} wrong={most(field)} {...(about === undefined ? {} : { about })} onChange={(typed) => change({ [field]: typed })} />
  );
  const closes = CLOSES.some((each) => Number(each) === terms.closes) ? [] : [[String(terms.closes), say('edit.signup.closesOther', { minutes: terms.closes })] as const];
  return (
    <section className={place.card}>
      <h2>{say('edit.signup.title')}</h2>
      {isAllDay ? <p className={edit.hint}>{say('edit.signup.allDay')}</p> : <Check words={say('edit.signup.on')} isOn={takesSignups} onChange={(isOn) => onChange({ ...form, takesSignups: isOn })} />}
      {takesSignups || isAllDay ? null : <p className={edit.hint}>{say('edit.signup.off')}</p>}
      {takesSignups && !isAllDay ? (
        <>
          <div className={edit.pair}>
            {number('party', say('edit.signup.party'))}
            {number('opens', say('edit.signup.opens'))}
            <Choice label={say('edit.signup.closes')} value={String(terms.closes)} options={[...CLOSES.map((each) => [each, say(`edit.signup.closesOf.${each}`)] as const), ...closes]} onChoose={(chosen) => change({ closes: Number(chosen) })} />
            {number('hold', say('edit.signup.hold'), say('edit.signup.holdAbout'))}
            {number('ahead', say('edit.signup.ahead'), say('edit.signup.aheadAbout'))}
          </div>
          <Check words={say('edit.signup.phone')} isOn={terms.takesPhone} onChange={(takesPhone) => change({ takesPhone })} />
          <Questions {...props} change={change} />
        </>
      ) : null}
    </section>
  );
}

function Questions({ words: { say }, form: { terms }, tongue, wrong, change }: PartProps & { readonly change: (next: Partial<TermsForm>) => void }): ReactNode {
  const { questions } = terms;
  const put = (nth: number, question: QuestionForm | undefined): void => change({ questions: questions.flatMap((each, n) => (n === nth ? (question ?? []) : [each])) });
  return (
    <div className={edit.rows} role="group" aria-label={say('edit.signup.questions')}>
      <h3>{say('edit.signup.questions')}</h3>
      <p className={edit.hint}>{say('edit.signup.questionsAbout')}</p>
      {questions.map((question, nth) => (
        // They have no name but their place.
        // oxlint-disable-next-line react/no-array-index-key
        <fieldset key={nth} className={`${edit.placed} ${styles.question}`}>
          <legend>{say('edit.signup.question', { n: nth + 1 })}</legend>
          <div className={edit.row}>
            <TextField label={say('edit.signup.asks')} value={question.asks[tongue] ?? ''} longest={LONGEST} language={tongue} onChange={(text) => put(nth, { ...question, asks: { ...question.asks, [tongue]: text } })} />
            <RemoveButton label={say('edit.signup.remove', { name: say('edit.signup.question', { n: nth + 1 }) })} onPress={() => put(nth, undefined)} />
          </div>
          <div className={styles.answers}>
            {question.answers.map((answer, n) => (
              // oxlint-disable-next-line react/no-array-index-key
              <div key={n} className={edit.row}>
                <TextField label={say('edit.signup.answer', { n: n + 1 })} value={answer[tongue] ?? ''} longest={LONGEST} language={tongue} onChange={(text) => put(nth, { ...question, answers: question.answers.map((each, at) => (at === n ? { ...each, [tongue]: text } : each)) })} />
                {question.answers.length > 2 ? <RemoveButton label={say('edit.signup.remove', { name: say('edit.signup.answer', { n: n + 1 }) })} onPress={() => put(nth, { ...question, answers: question.answers.filter((_, at) => at !== n) })} /> : <span />}
              </div>
            ))}
          </div>
          {question.answers.length < ANSWERS_AT_MOST ? <AddButton words={say('edit.signup.addAnswer')} onPress={() => put(nth, { ...question, answers: [...question.answers, {}] })} /> : null}
        </fieldset>
      ))}
      {wrong('question') === undefined ? null : <p className={fields.wrong} data-wrong tabIndex={-1}>{wrong('question')}</p>}
      {questions.length < QUESTIONS_AT_MOST ? <AddButton words={say('edit.signup.addQuestion')} onPress={() => change({ questions: [...questions, blankQuestion()] })} /> : null}
    </div>
  );
}
