/** Signing up: who comes, what the centre asks, and what somebody may leave of themselves. In: the step. Out: taps. Each page asks one thing. */
import type { ReactNode } from 'react';
import { BANDS, sizeOf } from '../../../shared/domain/events/signup.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { newCommandId } from '../../ui/ids.ts';
import { Field } from '../../ui/keyboard/field.tsx';
import { Keyboard } from '../../ui/keyboard/keyboard.tsx';
import { NumberPad } from '../../ui/keyboard/number-pad.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import code from '../code.module.css';
import { useHandsOnly } from '../hands.ts';
import { Head } from '../head.tsx';
import { Said } from '../offers/said.tsx';
import search from '../offers/search.module.css';
import page from '../page.module.css';
import type { SignupStep } from '../steps.ts';
import type { PageParts } from '../visitor.tsx';
import styles from './signup.module.css';
import { CALLED, mayGoOn, pagesOf, type Who } from './taps.ts';

/** Signs, the same in every language. */
const MINUS = '−';
const PLUS = '+';

type FormParts = PageParts & { readonly step: SignupStep };

export function SignupForm(parts: FormParts): ReactNode {
  switch (parts.step.on) {
    case 'party':
      return <WhoComes {...parts} />;
    case 'answers':
      return <Answers {...parts} />;
    case 'name':
      return <Name {...parts} />;
    case 'phone':
      return <Phone {...parts} />;
    default:
      return parts.step.on satisfies never;
  }
}

interface FormPageProps extends FormParts {
  readonly question: string;
  readonly about?: string;
  readonly className: string | undefined;
  /** What the button says on the last page. */
  readonly done?: string;
  readonly children: ReactNode;
}

function FormPage({ session, sitting, step, question, about, className, done, children }: FormPageProps): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const pages = pagesOf(step.terms);
  const at = pages.indexOf(step.on) + 1;
  const asking = step.asked !== null;
  const disabled = asking || session.echo !== null;
  const may = mayGoOn(step);
  const words = at < pages.length ? t('signup.goOn') : (done ?? t('signup.do'));
  return (
    <main className={`${page.page} ${className}`} data-ground="paper" data-grows aria-busy={asking}>
      <Head question={question} step={at} steps={pages.length} {...(about === undefined ? {} : { about })} />
      {children}
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        <Button role="goOn" icon="arrow-right" words={asking ? t('services.working') : words} disabled={disabled || !may} waits={!may && !asking} onPress={() => sitting.act({ kind: 'goOn', command: newCommandId(), language })} />
      </footer>
    </main>
  );
}

function WhoComes(parts: FormParts): ReactNode {
  const t = useWords('visitor');
  const { session, sitting, step: { party, terms } } = parts;
  const disabled = session.echo !== null;
  const isFull = sizeOf(party) >= terms.partyAtMost;
  const all: readonly (readonly [Who, number])[] = [['adults', party.adults], ...BANDS.map((band) => [band, party.children[band]] as const)];
  const shown = terms.forChildren ? [...all.slice(1), ...all.slice(0, 1)] : all;
  return (
    <FormPage {...parts} className={styles.form} question={t(terms.forChildren ? 'signup.whoChildren' : 'signup.who')} about={t('signup.most', { count: terms.partyAtMost })}>
      <ul className={styles.counts}>
        {shown.map(([who, count]) => (
          <li key={who} className={styles.count} data-who={who}>
            <span className={styles.who}>
              <Icon name={who === 'adults' ? 'users-three' : 'activity-children'} />
              <span>{t(`signup.party.${who}`)}</span>
            </span>
            <span className={styles.steps} dir="ltr">
              <button type="button" className={styles.step} aria-label={t('signup.fewer', { who: t(`signup.party.${who}`) })} disabled={disabled || count === 0} onClick={() => sitting.act({ kind: 'count', who, by: -1 })}>
                {MINUS}
              </button>
              <output className={styles.number} aria-live="polite">{count}</output>
              <button type="button" className={styles.step} aria-label={t('signup.more', { who: t(`signup.party.${who}`) })} disabled={disabled || isFull} onClick={() => sitting.act({ kind: 'count', who, by: 1 })}>
                {PLUS}
              </button>
            </span>
          </li>
        ))}
      </ul>
    </FormPage>
  );
}

function Answers(parts: FormParts): ReactNode {
  const t = useWords('visitor');
  const { session, sitting, view, step: { terms, answers } } = parts;
  return (
    <FormPage {...parts} className={styles.form} question={t('signup.asks')} about={t('signup.mayLeaveOut')}>
      <div className={styles.questions}>
        {terms.questions.map((question, nth) => (
          // They have no name but their place.
          // oxlint-disable-next-line react/no-array-index-key
          <fieldset key={nth} className={styles.question}>
            <legend>
              <Said of={question.asks} view={view} />
            </legend>
            <div className={styles.choices}>
              {question.answers.map((answer, at) => (
                // oxlint-disable-next-line react/no-array-index-key
                <button key={at} type="button" className={styles.choice} aria-pressed={answers[nth] === at} disabled={session.echo !== null} onClick={() => sitting.act({ kind: 'tick', question: nth, answer: at })}>
                  {answers[nth] === at ? <Icon name="check" /> : null}
                  <Said of={answer} view={view} />
                </button>
              ))}
            </div>
          </fieldset>
        ))}
      </div>
    </FormPage>
  );
}

function Name(parts: FormParts): ReactNode {
  const t = useWords('visitor');
  const language = useLanguage();
  const { session, sitting, view, step: { name, terms } } = parts;
  const disabled = session.echo !== null || parts.step.asked !== null;
  useHandsOnly(name, (before) => sitting.act({ kind: 'wrote', text: before }));
  return (
    <FormPage {...parts} className={search.search} question={t('signup.name')} done={name.trim() === '' && !terms.takesPhone ? t('signup.doNameless') : t('signup.do')}>
      <div className={`${search.body} ${styles.called}`} data-shows="keys">
        <Field label={t('signup.name')} icon="note-pencil" text={name} holds={CALLED} onText={(wrote) => sitting.act({ kind: 'wrote', text: wrote })} />
        <Agree {...parts} isWanted={name.trim() !== ''} />
        <div className={search.keys}>
          <Keyboard language={language} languages={view.languages} disabled={disabled} onKey={(key) => sitting.act({ kind: 'key', key })} />
        </div>
      </div>
    </FormPage>
  );
}

function Phone(parts: FormParts): ReactNode {
  const t = useWords('visitor');
  const { session, sitting, step: { phone } } = parts;
  const disabled = session.echo !== null || parts.step.asked !== null;
  return (
    <FormPage {...parts} className={`${code.code} ${styles.tel}`} question={t('signup.phone')} done={phone === '' ? t('signup.doPhoneless') : t('signup.do')}>
      <div className={code.body}>
        <div className={code.typed}>
          <p dir="ltr" className={styles.phone} data-testid="phone" role="status" aria-label={t('signup.phoneSofar', { digits: phone.split('').join(' '), count: phone.length })}>
            {phone}
          </p>
          <Agree {...parts} isWanted={phone !== ''} />
        </div>
        <NumberPad disabled={disabled} erases={phone !== ''} hasPlus onDigit={(digit) => sitting.act({ kind: 'digit', digit })} onErase={() => sitting.act({ kind: 'erase' })} />
      </div>
    </FormPage>
  );
}

/** [X5] Nothing is left without it; where nothing is left there is nothing to agree to. */
function Agree({ session, sitting, step, isWanted }: FormParts & { readonly isWanted: boolean }): ReactNode {
  const t = useWords('visitor');
  if (!isWanted) return <p className={styles.optional}>{t(step.on === 'phone' ? 'signup.phoneAbout' : 'signup.nameAbout')}</p>;
  return (
    <button type="button" role="checkbox" aria-checked={step.agrees} className={styles.agree} disabled={session.echo !== null || step.asked !== null} onClick={() => sitting.act({ kind: 'agree' })}>
      <span className={styles.box}>{step.agrees ? <Icon name="check" /> : null}</span>
      <span>{t('signup.consent')}</span>
    </button>
  );
}
