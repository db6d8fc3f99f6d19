/** One desk's work: who is here now, what may be done, who comes next; and the room beside it. */
import { useEffect, useRef, useState, useSyncExternalStore, type ReactNode } from 'react';
import type { Command } from '../../shared/contract/commands.ts';
import type { StaffView } from '../../shared/contract/views.ts';
import type { Desk } from '../../shared/domain/centre.ts';
import type { CommandId, VisitId } from '../../shared/domain/ids.ts';
import { spellLabel, type Label as TicketLabel } from '../../shared/domain/label.ts';
import { useBridge } from '../ui/bridge.ts';
import { screenClock, screenTimers } from '../ui/clock.ts';
import { Icon } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { Mark } from '../ui/mark.tsx';
import { useRenewal } from '../ui/renewal.ts';
import { useWords } from '../ui/words.ts';
import { Acts, Refusal, Tools } from './act-row.tsx';
import { actOfKey, actsFor, commandFor, isAct, standsOf, type AskKind, type DeskStands, type Offered } from './acts.ts';
import styles from './desk.module.css';
import { AskDesk, AskGive, OpenDesk } from './desk-questions.tsx';
import { LinkState } from './link.tsx';
import { Lists } from './lists.tsx';
import { NowCard } from './now.tsx';
import { AskBack, AskPark, AskPerson, AskPlace, AskTransfer, type QuestionProps } from './questions.tsx';
import { Room } from './room.tsx';
import { AskWhy, AskWhyThen, type CallAsked } from './why.tsx';
import { createSending, type SendingState } from './sending.ts';

interface DeskScreenProps {
  readonly view: StaffView;
  readonly desk: Desk;
  readonly onLeave: () => void;
  /** To the other places of this window. */
  readonly ways: ReactNode;
}

/** What is being asked, and about whom. */
type Asked =
  | { readonly kind: 'give' | 'desk' | 'whyNext' }
  | { readonly kind: 'whyCalled'; readonly call: CallAsked }
  | { readonly kind: 'putBack' | 'park' | 'transfer' | 'person' | 'why' | 'bringBack'; readonly visit: VisitId; readonly label: TicketLabel };

export function DeskScreen({ view, desk, onLeave, ways }: DeskScreenProps): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const [asked, setAsked] = useState<Asked>();
  const open = view.desks.find(({ id }) => id === desk.id)?.open ?? null;
  const stands = standsOf(open);
  const ask = (kind: AskKind): void => {
    if (kind === 'give' || kind === 'desk') setAsked({ kind });
    else if (view.now.kind !== 'free') setAsked({ kind, visit: view.now.visit, label: view.now.label });
  };
  const { act, send, busy, refusal, issued } = useActs(view, desk, stands, ask);
  const agent = view.agents.find(({ id }) => id === open?.agent)?.name;
  const answer = (command: (id: CommandId) => Command): void => {
    setAsked(undefined);
    send(command);
  };
  // Where the centre names who works, nobody is called before somebody said who they are.
  const isOpening = view.agents.length > 0 && !open && view.now.kind === 'free';
  return (
    <div className={styles.screen} data-ground="paper">
      <div className={styles.rail}>
        <Mark className={styles.mark} />
      </div>
      <main className={styles.work}>
        <header className={styles.head}>
          <h1>{agent === undefined ? common('desk', { number: desk.number }) : `${common('desk', { number: desk.number })} · ${agent}`}</h1>
          {/* Said while somebody is still here, too: the card is theirs then. */}
          <p role="status" className={styles.closing}>
            {stands === 'closing' ? t('pause.closingTitle') : null}
          </p>
          <button type="button" className={styles.change} onClick={onLeave}>
            {t('choose.change')}
          </button>
          {ways}
          <LinkState link={view.link} />
        </header>
        {isOpening ? <OpenDesk view={view} desk={desk.id} onAnswer={answer} /> : <NowCard view={view} open={open} />}
        {isOpening ? null : <Acts view={view} stands={stands} busy={busy} onAct={act} />}
        <Tools view={view} busy={busy} onAct={act} />
        <Refusal why={refusal} issued={issued} />
        <LostCall lost={view.lostCall} />
        <Lists view={view} desk={desk.id} onSend={send} onBack={(visit, label) => setAsked({ kind: 'bringBack', visit, label })} onMore={(visit, label) => setAsked({ kind: 'person', visit, label })} onWhy={(call) => setAsked(call ? { kind: 'whyCalled', call } : { kind: 'whyNext' })} />
      </main>
      <Room view={view} desk={desk} busy={busy} onSend={send} />
      {asked ? <Question asked={asked} view={view} desk={desk.id} onAnswer={answer} onAsk={setAsked} onClose={() => setAsked(undefined)} /> : null}
    </div>
  );
}

function Question({ asked, onAsk, ...rest }: QuestionProps & { asked: Asked; onAsk: (asked: Asked) => void }): ReactNode {
  switch (asked.kind) {
    case 'whyNext':
      return <AskWhy {...rest} visit={null} />;
    case 'why':
      return <AskWhy {...rest} visit={{ id: asked.visit, label: asked.label }} />;
    case 'whyCalled':
      return <AskWhyThen {...rest} call={asked.call} />;
    case 'give':
      return <AskGive {...rest} />;
    case 'desk':
      return <AskDesk {...rest} />;
    case 'putBack':
      return <AskPlace {...rest} {...asked} />;
    case 'bringBack':
      return <AskBack {...rest} {...asked} />;
    case 'park':
      return <AskPark {...rest} {...asked} />;
    case 'transfer':
      return <AskTransfer {...rest} {...asked} />;
    case 'person':
      return <AskPerson {...rest} {...asked} onWhy={() => onAsk({ ...asked, kind: 'why' })} />;
    default:
      return asked satisfies never;
  }
}

interface ActsState extends SendingState {
  readonly act: (offered: Offered) => void;
  readonly send: (command: (id: CommandId) => Command) => void;
}

function useActs(view: StaffView, desk: Desk, stands: DeskStands, ask: (kind: AskKind) => void): ActsState {
  const bridge = useBridge();
  const renewal = useRenewal();
  const [sending] = useState(() => createSending({ bridge, clock: screenClock, timers: screenTimers, renewal }));
  const state = useSyncExternalStore(sending.listen, sending.state);
  useEffect(() => () => sending.leave(), [sending]);

  const act = (offered: Offered): void => {
    if (!isAct(offered)) {
      ask(offered);
      return;
    }
    const command = commandFor(offered, desk.id, view, newCommandId());
    if (command) sending.send(command);
  };

  const onKey = useRef<(event: KeyboardEvent) => void>(undefined);
  useEffect(() => {
    onKey.current = (event) => {
      const offered = actOfKey(
        {
          key: event.key,
          repeat: event.repeat,
          ctrlKey: event.ctrlKey,
          altKey: event.altKey,
          metaKey: event.metaKey,
          shiftKey: event.shiftKey,
          typing: isOn(event, 'input, textarea, select, [contenteditable], dialog'),
          onButton: isOn(event, 'button, a, summary'),
        },
        actsFor(view.now.kind, stands),
      );
      if (!offered) return;
      // The space bar would also scroll the page.
      event.preventDefault();
      act(offered);
    };
  });
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => onKey.current?.(event);
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);

  return { act, send: (command) => sending.send(command(newCommandId())), ...state };
}

function isOn(event: KeyboardEvent, selector: string): boolean {
  return event.target instanceof Element && event.target.closest(selector) !== null;
}

/** [C2] Two desks called one person, and this one came second: said at once, and with what to do. */
function LostCall({ lost }: { lost: StaffView['lostCall'] }): ReactNode {
  const t = useWords('staff');
  return (
    <div role="alert" className={styles.lost} data-testid="lost-call">
      {lost ? (
        <div>
          <Icon name="users-three" className={styles.lostPicture} />
          <p>
            <strong>{t('lost.title', { label: spellLabel(lost.label), known: lost.by === null ? 'no' : 'yes', desk: lost.by ?? 0 })}</strong>
            <span>{t('lost.about')}</span>
          </p>
        </div>
      ) : null}
    </div>
  );
}
