/** [Q3] Why somebody is next, or is not, or was called: what an agent can read to the person who waited. */
import type { ReactNode } from 'react';
import type { SaidOfCall } from '../../shared/contract/explanations.ts';
import type { StaffView } from '../../shared/contract/views.ts';
import type { EntryId } from '../../shared/domain/entries/entry.ts';
import type { CallExplanation } from '../../shared/domain/scheduling/explain-call.ts';
import type { DeskId, VisitId } from '../../shared/domain/ids.ts';
import { spellLabel, type Label } from '../../shared/domain/label.ts';
import { useView } from '../ui/bridge.ts';
import { spellTime } from '../ui/clock.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { Ask } from './ask.tsx';
import { tell, type Names } from './why-words.ts';
import styles from './why.module.css';

interface WhyProps {
  readonly view: StaffView;
  readonly onClose: () => void;
}

/** A call as the list of calls names it. */
export interface CallAsked {
  readonly call: EntryId;
  readonly label: Label;
  readonly at: number;
}

/** @param visit null for whoever is next, whoever that comes to be while this is read. */
export function AskWhy({ view, desk, visit, onClose }: WhyProps & { readonly desk: DeskId; readonly visit: { readonly id: VisitId; readonly label: Label } | null }): ReactNode {
  const t = useWords('staff');
  const seen = useView({ kind: 'explain', desk, visit: visit?.id ?? null });
  const title = visit ? t('why.ofOne', { label: spellLabel(visit.label) }) : t('why.ofNext');
  return (
    <Ask title={title} closing={t('why.close')} onClose={onClose}>
      {seen?.said ? <Explained view={view} why={seen.said} when="now" labels={seen.labels} /> : <Still words={t('why.reading')} />}
    </Ask>
  );
}

export function AskWhyThen({ view, call: { call, label, at }, onClose }: WhyProps & { readonly call: CallAsked }): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const seen = useView({ kind: 'pastCall', call });
  const time = spellTime(view.zone, language, at);
  return (
    <Ask title={t('why.ofCall', { label: spellLabel(label) })} closing={t('why.close')} onClose={onClose}>
      <p className={styles.then}>{t('why.then', { time })}</p>
      <ThenSaid view={view} said={seen?.said ?? { kind: 'reading' }} />
    </Ask>
  );
}

function ThenSaid({ view, said }: { view: StaffView; said: SaidOfCall }): ReactNode {
  const t = useWords('staff');
  switch (said.kind) {
    case 'said':
      return <Explained view={view} why={said.why} when="then" labels={said.labels} />;
    case 'reading':
      return <Still words={t('why.reading')} />;
    case 'gone':
      return <Still words={t('why.gone')} />;
    default:
      return said satisfies never;
  }
}

function Still({ words }: { words: string }): ReactNode {
  return (
    <p className={styles.lead} role="status">
      {words}
    </p>
  );
}

interface ExplainedProps {
  readonly view: StaffView;
  readonly why: CallExplanation;
  readonly when: 'now' | 'then';
  readonly labels: readonly { readonly visit: VisitId; readonly label: Label }[];
}

function Explained({ view, why, when, labels }: ExplainedProps): ReactNode {
  const t = useWords('staff');
  const say = useWords('explain');
  const names = useNames(view, labels);
  const { lead, reasons, passed } = tell(why, say, names);
  return (
    <div className={styles.why}>
      <p className={styles.lead}>{when === 'then' && why.kind === 'next' ? t('why.called', { label: names.label(why.visit) }) : lead}</p>
      {reasons.length > 0 ? (
        <ul className={styles.reasons}>
          {reasons.map((reason) => (
            <li key={reason}>{reason}</li>
          ))}
        </ul>
      ) : null}
      {passed.length > 0 ? (
        <section>
          <h3>{t(why.kind === 'nobody' ? 'why.notYet' : 'why.before')}</h3>
          <dl className={styles.passed}>
            {passed.map(({ visit, label, why: each }) => (
              <div key={visit}>
                <dt>{label}</dt>
                <dd>{each}</dd>
              </div>
            ))}
          </dl>
        </section>
      ) : null}
    </div>
  );
}

function useNames(view: StaffView, labels: ExplainedProps['labels']): Names {
  const t = useWords('staff');
  const language = useLanguage();
  const of = new Map(labels.map(({ visit, label }) => [visit, spellLabel(label)]));
  return {
    label: (visit) => of.get(visit) ?? '',
    desk: (desk) => view.desks.find(({ id }) => id === desk)?.number,
    // A class that the centre has no more goes by what it was called in its file.
    priority: (priority) => view.priorities.find(({ id }) => id === priority)?.name[language] ?? priority,
    language: (spoken) => t(`tongue.${spoken}`),
  };
}
