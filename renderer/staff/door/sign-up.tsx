/** Somebody signs up at the desk: who comes, in which language, and what they wish to be called if they like. Their code comes back large. */
import { useState, type ReactNode } from 'react';
import type { RollView } from '../../../shared/contract/activities.ts';
import { NAME_LETTERS } from '../../../shared/domain/events/signup.ts';
import type { Outcome } from '../../../shared/contract/commands.ts';
import type { StaffView } from '../../../shared/contract/views.ts';
import type { Language } from '../../../shared/domain/centre.ts';
import { BANDS, sizeOf, type AtDate } from '../../../shared/domain/events/index.ts';
import { PARTY_AT_MOST } from '../../../shared/domain/events/signup.ts';
import { textIn } from '../../../shared/domain/offers/offers.ts';
import { Icon } from '../../ui/icon.tsx';
import { useLanguage, useWords } from '../../ui/words.ts';
import { Refusal } from '../act-row.tsx';
import place from '../appointments/appointments.module.css';
import { useOneCommand } from '../appointments/one-command.ts';
import { Ask } from '../ask.tsx';
import { Check, Choice, TextField } from '../fields.tsx';
import { spellSignupCode } from './roll.ts';
import styles from './sign-up.module.css';

/** The words of the notice that staff read out; kept with what was agreed to [X5]. */
const NOTICE = 1;

interface SignUpProps {
  readonly view: StaffView;
  readonly at: AtDate;
  readonly roll: RollView;
}

export function SignUp(props: SignUpProps): ReactNode {
  const t = useWords('door');
  const [open, setOpen] = useState(0);
  const close = (): void => setOpen(0);
  return (
    <>
      <button type="button" className={place.second} data-opens="sign-up" onClick={() => setOpen(1)}>
        <Icon name="note-pencil" />
        <span>{t('signUp.open')}</span>
      </button>
      {open > 0 ? (
        <Ask title={t('signUp.open')} onClose={close}>
          <Form key={open} {...props} onAnother={() => setOpen(open + 1)} />
        </Ask>
      ) : null}
    </>
  );
}

const NOBODY = { adults: 1, children: { upTo5: 0, upTo11: 0, upTo17: 0 } };
const COUNTS = Array.from({ length: PARTY_AT_MOST + 1 }, (_, n) => [String(n), String(n)] as const);

function Form({ view, at, roll, onAnother }: SignUpProps & { readonly onAnother: () => void }): ReactNode {
  const t = useWords('door');
  const staff = useWords('staff');
  const mine = useLanguage();
  const desk = useOneCommand();
  const [party, setParty] = useState(NOBODY);
  const [language, setLanguage] = useState<Language>(view.languages[0] ?? 'es');
  const [name, setName] = useState('');
  const [agrees, setAgrees] = useState(false);
  const [answers, setAnswers] = useState<readonly (number | null)[]>(() => roll.questions.map(() => null));
  const [first = 'es'] = view.languages;
  const called = name.trim();
  const isReady = sizeOf(party) > 0 && (called === '' || agrees);
  if (desk.outcome?.kind === 'signedUp') return <Done outcome={desk.outcome} busy={desk.busy} onAnother={onAnother} />;
  const send = (): void => desk.send((id) => ({ kind: 'signup.make', id, ...at, party, language, answers: [...answers], name: called === '' ? null : called, phone: null, consent: called === '' ? null : NOTICE }));
  return (
    <form
      className={styles.form}
      aria-busy={desk.busy}
      onSubmit={(event) => {
        event.preventDefault();
        if (isReady) send();
      }}
    >
      <div className={styles.party}>
        <Choice label={t('signUp.adults')} value={String(party.adults)} options={COUNTS} onChoose={(n) => setParty({ ...party, adults: Number(n) })} />
        {BANDS.map((band) => (
          <Choice key={band} label={t(`signUp.${band}`)} value={String(party.children[band])} options={COUNTS} onChoose={(n) => setParty({ ...party, children: { ...party.children, [band]: Number(n) } })} />
        ))}
      </div>
      <Choice label={t('signUp.language')} value={language} options={view.languages.map((each) => [each, staff(`tongue.${each}`)])} onChoose={(each) => setLanguage(view.languages.find((known) => known === each) ?? language)} />
      {roll.questions.map((question, n) => (
        <Choice
          key={textIn(question.asks, mine, first).text}
          label={textIn(question.asks, mine, first).text}
          value={String(answers[n] ?? '')}
          options={[['', t('signUp.noAnswer')], ...question.answers.map((answer, which) => [String(which), textIn(answer, mine, first).text] as const)]}
          onChoose={(which) => setAnswers(answers.map((before, k) => (k === n ? (which === '' ? null : Number(which)) : before)))}
        />
      ))}
      <TextField label={t('signUp.name')} value={name} longest={NAME_LETTERS} onChange={setName} />
      {called === '' ? null : <Check words={t('signUp.consent')} isOn={agrees} onChange={setAgrees} />}
      <Refusal why={desk.refusal} issued={undefined} />
      <button type="submit" className={place.primary} aria-disabled={desk.busy || !isReady}>
        <Icon name="check" />
        <span>{t('signUp.do')}</span>
      </button>
    </form>
  );
}

function Done({ outcome, busy, onAnother }: { readonly outcome: Extract<Outcome, { kind: 'signedUp' }>; readonly busy: boolean; readonly onAnother: () => void }): ReactNode {
  const t = useWords('door');
  return (
    <div className={styles.done} role="status">
      <p>{t('signUp.code')}</p>
      <p className={styles.code} data-testid="code">
        {spellSignupCode(outcome.code)}
      </p>
      <p className={styles.stands}>{t(outcome.stands === 'waiting' ? 'signUp.waiting' : 'signUp.confirmed')}</p>
      {/* It stands where the other was: the second half of a double press must not take the code away. */}
      <button type="button" className={place.second} aria-disabled={busy} onClick={busy ? undefined : onAnother}>
        {t('signUp.another')}
      </button>
    </div>
  );
}
