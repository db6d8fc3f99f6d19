/**
 * How a visit went: of which service, three faces, and the centre's own question. In: what the centre
 * asks. Out: taps. Nothing here knows a turn or a person: only what was touched is sent [X2].
 */
import type { ReactNode } from 'react';
import type { VisitorView } from '../../shared/contract/views.ts';
import type { Face } from '../../shared/domain/entries/happenings.ts';
import { Arch } from '../ui/arch.tsx';
import { Button } from '../ui/button.tsx';
import { Icon, type IconName } from '../ui/icon.tsx';
import { newCommandId } from '../ui/ids.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { FinishFoot } from './finish-foot.tsx';
import { Head } from './head.tsx';
import styles from './opinion.module.css';
import page from './page.module.css';
import said from './refused.module.css';
import { ServiceCards } from './service-cards.tsx';
import cards from './services.module.css';
import { pageOfOpinion, type OpinionStep } from './steps.ts';
import type { PageParts } from './visitor.tsx';

type Parts = PageParts & { readonly step: OpinionStep };
type Counted = { readonly step: number; readonly steps: number };

/** Whether the centre has a question beside the faces. */
export function asksMore({ opinion }: Pick<VisitorView, 'opinion'>): boolean {
  return opinion?.question !== undefined;
}

export function GiveOpinion(parts: Parts): ReactNode {
  const { begins, asksMore: more } = parts.step;
  const before = begins === 'service' ? 1 : 0;
  const steps = before + (more ? 2 : 1);
  switch (pageOfOpinion(parts.step)) {
    case 'service':
      return <OfService {...parts} counted={{ step: 1, steps }} />;
    case 'face':
      return <Faces {...parts} counted={{ step: before + 1, steps }} />;
    case 'question':
      return <Question {...parts} counted={{ step: steps, steps }} />;
  }
}

function OfService({ session, sitting, view, counted }: Parts & { counted: Counted }): ReactNode {
  const t = useWords('visitor');
  const busy = session.echo !== null;
  return (
    <main className={`${page.page} ${cards.services}`} data-ground="paper">
      <Head question={t('opinion.service')} {...counted} />
      <ServiceCards view={view} disabled={busy} onChoose={(service) => sitting.act({ kind: 'opinionOf', service })} />
      <Foot sitting={sitting} busy={busy} onSkip={() => sitting.act({ kind: 'opinionOf', service: null })} />
    </main>
  );
}

/** From bad to good, as a line is read: told apart by mouth, ground and word. */
const DRAWN: readonly (readonly [Face, IconName])[] = [
  ['bad', 'smiley-sad'],
  ['soSo', 'smiley-meh'],
  ['good', 'smiley'],
];

function Faces({ session, sitting, step, counted }: Parts & { counted: Counted }): ReactNode {
  const t = useWords('visitor');
  const busy = session.echo !== null || step.asked !== null;
  return (
    <main className={`${page.page} ${cards.services}`} data-ground="paper" aria-busy={step.asked !== null}>
      <Head question={t('opinion.question')} about={t('opinion.nameless')} {...(counted.steps > 1 ? counted : {})} />
      <ul className={styles.faces}>
        {DRAWN.map(([face, icon]) => (
          <li key={face}>
            <button type="button" className={styles.face} data-face={face} disabled={busy} onClick={() => sitting.act({ kind: 'face', face, command: newCommandId() })}>
              <span className={styles.drawn}>
                <Icon name={icon} />
              </span>
              <span>{t(`opinion.${face}`)}</span>
            </button>
          </li>
        ))}
      </ul>
      <Foot sitting={sitting} busy={busy} onSkip={null} />
    </main>
  );
}

function Question({ session, sitting, view, step, counted }: Parts & { counted: Counted }): ReactNode {
  const language = useLanguage();
  const t = useWords('visitor');
  const busy = session.echo !== null || step.asked !== null;
  const answer = (given: number | null): void => sitting.act({ kind: 'answer', answer: given, command: newCommandId() });
  return (
    <main className={`${page.page} ${cards.services}`} data-ground="paper" aria-busy={step.asked !== null}>
      {/* A question that was taken back meanwhile is skipped. */}
      <Head question={view.opinion?.question?.[language] ?? t('opinion.thanks')} {...counted} />
      <ul className={styles.answers}>
        {(view.opinion?.answers ?? []).map((words, nth) => (
          <li key={words.es}>
            <button type="button" className={styles.answer} data-asked={step.asked?.answer === nth || undefined} disabled={busy} onClick={() => answer(nth)}>
              {words[language]}
            </button>
          </li>
        ))}
      </ul>
      <Foot sitting={sitting} busy={busy} onSkip={() => answer(null)} />
    </main>
  );
}

function Foot({ sitting, busy, onSkip }: Pick<PageParts, 'sitting'> & { busy: boolean; onSkip: (() => void) | null }): ReactNode {
  const t = useWords('visitor');
  return (
    <footer className={page.foot}>
      <Button role="back" icon="arrow-left" words={t('services.back')} disabled={busy} onPress={() => sitting.act({ kind: 'back' })} />
      {onSkip ? (
        <button type="button" className={cards.priority} disabled={busy} onClick={onSkip}>
          {t('opinion.skip')}
        </button>
      ) : null}
    </footer>
  );
}

export function Thanked({ session, sitting }: PageParts): ReactNode {
  const t = useWords('visitor');
  return (
    <main className={`${page.page} ${said.refused}`} data-ground="paper">
      <Arch className={said.arch}>
        <div className={said.said} role="status" data-testid="thanked">
          <span className={said.picture} data-well>
            <Icon name="check" />
          </span>
          <h1 className={page.heading} tabIndex={-1}>
            {t('opinion.thanks')}
          </h1>
          <p>{t('opinion.thanksAbout')}</p>
        </div>
      </Arch>
      <FinishFoot session={session} sitting={sitting} />
    </main>
  );
}
