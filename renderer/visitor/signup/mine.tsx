/** A place at an activity that one has: just given, found again by its code, given up, and forgotten. In: the step, what the station says of it. Out: taps. */
import type { ReactNode } from 'react';
import type { SignupShown, SignupStanding } from '../../../shared/contract/activities.ts';
import type { ViewOf } from '../../../shared/contract/views.ts';
import { SIGNUP_LETTERS } from '../../../shared/domain/events/signup.ts';
import { Arch } from '../../ui/arch.tsx';
import { useView } from '../../ui/bridge.ts';
import { Button } from '../../ui/button.tsx';
import { Icon } from '../../ui/icon.tsx';
import { newCommandId } from '../../ui/ids.ts';
import keys from '../../ui/keyboard/keys.module.css';
import { leaveFocus } from '../../ui/keyboard/leave-focus.ts';
import { useHold } from '../../ui/renewal.ts';
import { useRefusalWords, useWords } from '../../ui/words.ts';
import codes from '../code.module.css';
import { FinishFoot } from '../finish-foot.tsx';
import { Head } from '../head.tsx';
import kept from '../kept.module.css';
import { Said } from '../offers/said.tsx';
import offers from '../offers/offers.module.css';
import { useWhen } from '../offers/when.ts';
import page from '../page.module.css';
import { Paper, PaperSaid } from '../paper.tsx';
import said from '../refused.module.css';
import type { FindSignupStep, MineStep, SignedUpStep } from '../steps.ts';
import ticket from '../ticket.module.css';
import type { PageParts } from '../visitor.tsx';
import styles from './signup.module.css';

/** Whether they have a place, as far as anybody needs to know at a screen. */
const HAS: Record<SignupStanding, boolean> = { confirmed: true, over: true, held: true, waiting: false, lapsed: false, cancelled: false };

export function SignedUp({ session, sitting, view, step }: PageParts & { step: SignedUpStep }): ReactNode {
  const t = useWords('visitor');
  useHold();
  const live = useView({ kind: 'signup', signup: step.signup });
  const stands = live?.signup?.stands ?? step.stands;
  return (
    <main className={`${page.page} ${ticket.ticket}`} data-ground="door">
      <h1 className={ticket.done} tabIndex={-1}>
        <span className={ticket.check}>
          <Icon name={HAS[stands] ? 'check' : 'clock'} />
        </span>
        {t(`signup.stands.${stands}`)}
      </h1>
      <Arch className={ticket.arch}>
        <div className={kept.said}>
          <p className={kept.service}>{live?.signup ? <Said of={live.signup.name} view={view} /> : null}</p>
          <p className={kept.when}>{live?.signup ? <When of={live.signup} zone={view.zone} /> : null}</p>
          <Code code={step.code} />
          <div className={kept.tear}>
            <div className={kept.known}>
              <p className={kept.about}>{t(HAS[stands] ? 'signup.show' : 'signup.waits')}</p>
            </div>
            <PlacePaper of={live} />
          </div>
        </div>
      </Arch>
      <FinishFoot session={session} sitting={sitting} />
    </main>
  );
}

/** [P4] Where it does not come out, it is the code that is to be written down. */
function PlacePaper({ of }: { readonly of: ViewOf<'signup'> | undefined }): ReactNode {
  const t = useWords('visitor');
  if (of === undefined || of.state === 'unknown') return null;
  if (of.state === 'waiting' || of.state === 'printed') return <Paper state={of.state} elsewhere={of.elsewhere} printed={t('signup.paper')} />;
  return <PaperSaid state={of.state} words={t('signup.noPaper')} />;
}

function Code({ code }: { readonly code: string }): ReactNode {
  return (
    <p dir="ltr" className={kept.code} data-testid="code" aria-label={code.split('').join(' ')}>
      <span>{code.slice(0, 3)}</span> <span>{code.slice(3)}</span>
    </p>
  );
}

function When({ of, zone }: { readonly of: Pick<SignupShown, 'startsAt' | 'endsAt'>; readonly zone: string }): ReactNode {
  const { day, hours } = useWhen(zone)(of);
  return `${day} · ${hours}`;
}

const PLACES = [0, 1, 2, 3, 4, 5];

/** Its letters, touched one after the other: none of them is taken for another. */
export function FindSignup({ session, sitting, view, step }: PageParts & { step: FindSignupStep }): ReactNode {
  const t = useWords('visitor');
  const common = useWords('common');
  const { letters } = step;
  const asking = step.asked !== null;
  const disabled = asking || session.echo !== null;
  const isWhole = letters.length === PLACES.length;
  return (
    <main className={`${page.page} ${codes.code} ${styles.find}`} data-ground="paper" aria-busy={asking}>
      <Head question={t('signup.find')} />
      <div className={codes.body}>
        <div className={codes.typed}>
          <p className={codes.about}>
            {t('signup.findAbout')} {view.hasReader ? t('code.hold') : null}
          </p>
          <p dir="ltr" className={codes.digits} data-testid="letters" role="status" aria-label={t('signup.sofar', { letters: letters.split('').join(' '), count: letters.length })}>
            {PLACES.map((at) => (
              <span key={at} className={codes.place} data-next={at === letters.length || undefined}>
                {letters.charAt(at)}
              </span>
            ))}
          </p>
        </div>
        <div className={styles.letters} dir="ltr">
          {SIGNUP_LETTERS.split('').map((letter) => (
            <button key={letter} type="button" className={keys.key} disabled={disabled || isWhole} onMouseDown={leaveFocus} onClick={() => sitting.act({ kind: 'codeLetter', letter })}>
              {letter}
            </button>
          ))}
          <button type="button" className={`${keys.key} ${keys.quiet} ${styles.erase}`} aria-label={common('keyboard.erase')} disabled={disabled || letters === ''} onMouseDown={leaveFocus} onClick={() => sitting.act({ kind: 'erase' })}>
            <Icon name="backspace" />
          </button>
        </div>
      </div>
      <footer className={page.foot}>
        <Button role="back" icon="arrow-left" words={t('services.back')} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
        <Button role="goOn" icon="arrow-right" words={asking ? t('services.working') : t('code.goOn')} disabled={disabled || !isWhole} waits={!isWhole && !asking} onPress={() => sitting.act({ kind: 'askCode', command: newCommandId() })} />
      </footer>
    </main>
  );
}

export function Mine(parts: PageParts & { step: MineStep }): ReactNode {
  return parts.step.sure ? <Sure {...parts} what={parts.step.sure} /> : <MyPlace {...parts} />;
}

function MyPlace({ session, sitting, view, step }: PageParts & { step: MineStep }): ReactNode {
  const t = useWords('visitor');
  const say = useRefusalWords('visitor');
  const { of, told, asked } = step;
  const live = useView({ kind: 'signup', signup: of.signup });
  const now = live?.signup ?? of;
  const disabled = session.echo !== null || asked !== null;
  const goes = now.stands !== 'cancelled' && now.stands !== 'lapsed' && !now.isOff;
  return (
    <main className={`${page.page} ${offers.offer}`} data-ground="paper" data-grows aria-busy={asked !== null}>
      <header className={offers.head}>
        <span className={offers.picture}>
          <Icon name={now.isOff || !HAS[now.stands] ? (now.stands === 'waiting' ? 'clock' : 'warning-circle') : 'check'} />
        </span>
        <h1 className={page.heading} tabIndex={-1}>
          {now.isOff ? t('signup.off') : t(`signup.stands.${now.stands}`)}
        </h1>
        <p className={offers.about}>
          <Said of={now.name} view={view} />
        </p>
      </header>
      <div className={offers.body}>
        <dl className={offers.facts}>
          <div className={offers.fact}>
            <dt>
              <Icon name="clock" className={offers.sign} />
              <span>{t('offers.when')}</span>
            </dt>
            <dd>
              <When of={now} zone={view.zone} />
            </dd>
          </div>
          <div className={offers.fact}>
            <dt>
              <Icon name="ticket" className={offers.sign} />
              <span>{t('signup.yourCode')}</span>
            </dt>
            <dd>
              <span dir="ltr" data-testid="code" className={styles.small}>
                {now.code.slice(0, 3)} {now.code.slice(3)}
              </span>
              <span>{t('signup.people', { count: now.people })}</span>
            </dd>
          </div>
        </dl>
        <div className={styles.acts}>
          {now.stands === 'held' ? <PaperSaid state="held" words={t('signup.held')} /> : null}
          {told === 'printing' ? <PlacePaper of={live} /> : null}
          {told === 'forgotten' ? <PaperSaid state="printed" words={t('signup.forgotten')} /> : null}
          {told !== null && told !== 'printing' && told !== 'forgotten' ? <PaperSaid state="refused" words={say(told)} /> : null}
          {goes && view.givesPaper && told !== 'printing' ? <Act icon="printer" words={t('signup.reprint')} disabled={disabled} onPress={() => sitting.act({ kind: 'reprintMine', command: newCommandId() })} /> : null}
          {goes ? <Act icon="sign-out" words={t('signup.cancel')} disabled={disabled} onPress={() => sitting.act({ kind: 'askMine', what: 'cancel' })} /> : null}
          {now.hasContact ? <Act icon="user-minus" words={t('signup.forget')} disabled={disabled} onPress={() => sitting.act({ kind: 'askMine', what: 'forget' })} /> : null}
        </div>
      </div>
      <FinishFoot session={session} sitting={sitting} />
    </main>
  );
}

const ACTS = { printer: 'reprint', 'sign-out': 'cancel', 'user-minus': 'forget' } as const;

function Act({ icon, words, disabled, onPress }: { readonly icon: keyof typeof ACTS; readonly words: string; readonly disabled: boolean; readonly onPress: () => void }): ReactNode {
  return (
    <button type="button" className={offers.take} data-act={ACTS[icon]} disabled={disabled} onClick={onPress}>
      <Icon name={icon} />
      <span>{words}</span>
    </button>
  );
}

/** Asked once more: a tap is soon made. */
function Sure({ session, sitting, step, what }: PageParts & { step: MineStep; what: 'cancel' | 'forget' }): ReactNode {
  const t = useWords('visitor');
  useHold();
  const disabled = session.echo !== null || step.asked !== null;
  return (
    <main className={`${page.page} ${said.refused}`} data-ground="paper" aria-busy={step.asked !== null}>
      <Arch className={said.arch}>
        <div className={said.said} role="status">
          <span className={said.picture}>
            <Icon name={what === 'cancel' ? 'sign-out' : 'user-minus'} />
          </span>
          <h1 className={page.heading} tabIndex={-1}>
            {t(`signup.sure.${what}.question`)}
          </h1>
          <p>{t(`signup.sure.${what}.about`)}</p>
        </div>
      </Arch>
      <footer className={page.foot}>
        <Button role="back" words={t(`signup.sure.${what}.yes`)} disabled={disabled} onPress={() => sitting.act({ kind: 'sure', command: newCommandId() })} />
        <Button role="goOn" words={t(`signup.sure.${what}.no`)} disabled={disabled} onPress={() => sitting.act({ kind: 'back' })} />
      </footer>
    </main>
  );
}
