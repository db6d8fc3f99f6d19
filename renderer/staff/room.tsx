/** The room beside the work: papers that did not come out, the day so far, who waits, who serves, what visitors thought. */
import type { ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import type { Desk } from '../../shared/domain/centre.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { Icon } from '../ui/icon.tsx';
import { Label } from '../ui/label.tsx';
import { emsStyle, labelEms } from '../ui/label-width.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { FEWEST_ENDED, noShowPercent } from './day.ts';
import { Opinions } from './opinions.tsx';
import { PaperTroubles, Printers, PrintersWant, type PaperProps } from './papers.tsx';
import styles from './room.module.css';

interface RoomProps {
  readonly view: StaffView;
  readonly desk: Desk;
  readonly busy: boolean;
  readonly onSend: PaperProps['onSend'];
}

export function Room({ view, desk, busy, onSend }: RoomProps): ReactNode {
  const t = useWords('staff');
  return (
    // Where it is higher than the window it scrolls, also with keys alone.
    <aside className={styles.room} tabIndex={0} aria-label={t('room.label')}>
      <SharedLabels shared={view.sharedLabels} />
      <PaperTroubles troubles={view.paperTroubles} busy={busy} onSend={onSend} />
      <PrintersWant printers={view.printers} />
      <StillWalls count={view.stillWalls} />
      <Today today={view.today} />
      <WaitingNow view={view} />
      <Desks view={view} desk={desk} />
      <Printers printers={view.printers} busy={busy} onSend={onSend} />
      <Opinions opinions={view.opinions} />
      {view.isSilent ? <Silent /> : null}
    </aside>
  );
}

/** [E11] What hangs there may be an old number. */
function StillWalls({ count }: { count: number }): ReactNode {
  const t = useWords('staff');
  return (
    <div role="status">
      {count === 0 ? null : (
        <section className={styles.card} data-testid="still-walls">
          <h2>{t('stillWalls.title', { count })}</h2>
          <p className={styles.none}>{t('stillWalls.about')}</p>
        </section>
      )}
    </div>
  );
}

/** [J11] A number is only a number: two people are two people, and what tells them apart is said. */
function SharedLabels({ shared }: { shared: StaffView['sharedLabels'] }): ReactNode {
  const t = useWords('staff');
  return (
    <div role="status">
      {shared.length > 0 ? (
        <div className={styles.trouble} data-testid="shared-labels">
          <Icon name="users-three" className={styles.picture} />
          <div>
            {shared.map(({ label, holders }) => (
              <p key={spellLabel(label)}>{t('shared.title', { count: holders, label: spellLabel(label) })}</p>
            ))}
            <p className={styles.what}>{t('shared.about')}</p>
          </div>
        </div>
      ) : null}
    </div>
  );
}

/** A text without a voice is nothing for whoever does not read: a coordinator is told. */
function Silent(): ReactNode {
  const t = useWords('staff');
  return (
    <section className={styles.card} data-testid="silent">
      <h2>{t('silent.title')}</h2>
      <p className={styles.none}>{t('silent.about')}</p>
    </section>
  );
}

function Today({ today }: { today: StaffView['today'] }): ReactNode {
  const t = useWords('staff');
  const unknown = t('today.unknown');
  const median = today.medianWaitMs === null ? unknown : t('today.minutes', { minutes: Math.round(today.medianWaitMs / 60_000) });
  const percent = noShowPercent(today);
  const noShow = percent === null ? unknown : t('today.percent', { percent });
  const facts: readonly (readonly [string, string | number])[] = [
    [t('today.issued'), today.issued],
    [t('today.median'), median],
    [t('today.finished', { count: today.finished }), today.finished],
    [t('today.noShow'), noShow],
  ];
  return (
    <section className={styles.card}>
      <h2>{t('today.title')}</h2>
      <dl className={styles.facts}>
        {facts.map(([what, amount]) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd>{amount}</dd>
          </div>
        ))}
      </dl>
      <Said said={today.said} />
    </section>
  );
}

/** [Q5] Whoever asks an agent how long it still takes should get an answer that this vouches for. */
function Said({ said }: { said: StaffView['today']['said'] }): ReactNode {
  const t = useWords('staff');
  if (!said || said.tickets < FEWEST_ENDED) return null;
  return (
    <div className={styles.said} data-testid="said">
      <p>{t('today.said', { tickets: said.tickets, percent: said.withinPercent })}</p>
      <p>{t('today.off', { median: said.medianMin, p90: said.p90Min })}</p>
    </div>
  );
}

function WaitingNow({ view }: { view: StaffView }): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const names = new Map(view.services.map((service) => [service.id, service.name[language]]));
  const most = Math.max(1, ...view.waitingByService.map((each) => each.count));
  return (
    <section className={styles.card}>
      <h2>{t('room.title')}</h2>
      {view.waitingByService.length === 0 ? <p className={styles.none}>{t('room.nobody')}</p> : null}
      <ul className={styles.bars}>
        {view.waitingByService.map(({ service, count }) => (
          <li key={service}>
            <span className={styles.name}>{names.get(service) ?? ''}</span>
            <span className={styles.track} aria-hidden="true">
              <span style={{ width: `${(100 * count) / most}%` }} />
            </span>
            <span className={styles.count}>{count}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Desks({ view, desk }: { view: StaffView; desk: Desk }): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const others = view.desks.filter((each) => each.id !== desk.id);
  if (others.length === 0) return null;
  const widest = Math.max(1, ...others.map((each) => (each.label ? labelEms(each.label) : 0)));
  return (
    <section className={styles.card}>
      <h2>{t('desks.title')}</h2>
      <ul className={styles.desks} style={emsStyle(widest)}>
        {others.map((each) => (
          <li key={each.id} data-now={each.now}>
            <span className={styles.light} aria-hidden="true" />
            <span>{common('desk', { number: each.number })}</span>
            <span className={styles.state}>{t(`desks.${stateOf(view, each)}`)}</span>
            <span className={styles.at}>{each.label ? <Label of={each.label} /> : null}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Somebody who stands there is said first; then whether anybody works there. */
function stateOf(view: StaffView, { now, open }: StaffView['desks'][number]): StaffView['desks'][number]['now'] | 'closed' | 'closing' | 'paused' {
  if (now !== 'free') return now;
  if (open?.pause) return 'paused';
  if (open?.isClosing) return 'closing';
  return view.agents.length > 0 && !open ? 'closed' : now;
}
