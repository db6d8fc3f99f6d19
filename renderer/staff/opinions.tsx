/** [Q7] What visitors thought, today and in the month before, service by service: whole groups of five, nobody's in particular, and no small number. */
import { useState, type ReactNode } from 'react';
import type { CountedOpinions, ShownOpinions } from '../../shared/contract/views.ts';
import { Icon, type IconName } from '../ui/icon.tsx';
import { useLanguage, useWords } from '../ui/words.ts';
import styles from './opinions.module.css';
import room from './room.module.css';

type Row = CountedOpinions['services'][number];

const SPANS = ['today', 'before'] as const;

const FACES: readonly (readonly ['good' | 'soSo' | 'bad', IconName])[] = [
  ['good', 'smiley'],
  ['soSo', 'smiley-meh'],
  ['bad', 'smiley-sad'],
];

/** @param opinions null where the centre asks nobody. */
export function Opinions({ opinions }: { opinions: ShownOpinions | null }): ReactNode {
  const t = useWords('staff');
  const [span, setSpan] = useState<(typeof SPANS)[number]>('today');
  if (!opinions) return null;
  const { services, answers } = opinions[span];
  const isAnyHidden = services.some((row) => row.all === null || FACES.some(([face]) => row[face] === null)) || answers.some(({ count }) => count === null);
  return (
    <section className={room.card} data-testid="opinions">
      <h2>{t('opinions.title')}</h2>
      <div className={styles.spans} role="group" aria-label={t('opinions.span')}>
        {SPANS.map((each) => (
          <button key={each} type="button" aria-pressed={each === span} onClick={() => setSpan(each)}>
            {t(`opinions.${each}`)}
          </button>
        ))}
      </div>
      {services.length === 0 ? <p className={room.none}>{t('opinions.none')}</p> : <Faces rows={services} />}
      <Answers question={opinions.question} answers={answers} />
      {isAnyHidden ? <p className={styles.about}>{t('opinions.about')}</p> : null}
    </section>
  );
}

function Faces({ rows }: { rows: readonly Row[] }): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.service}>
            <span className="only-heard">{t('opinions.service')}</span>
          </th>
          {FACES.map(([face, icon]) => (
            <th key={face} scope="col" className={styles.face}>
              <Icon name={icon} />
              <span>{t(`opinions.${face}`)}</span>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name?.es ?? ''}>
            <th scope="row">{row.name ? row.name[language] : t('opinions.ofNone')}</th>
            {FACES.map(([face]) => (
              <Count key={face} of={row[face]} />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Count({ of }: { of: number | null }): ReactNode {
  const t = useWords('staff');
  return of === null ? <td className={styles.hidden}>{t('opinions.hidden')}</td> : <td>{of}</td>;
}

function Answers({ question, answers }: Pick<ShownOpinions, 'question'> & Pick<CountedOpinions, 'answers'>): ReactNode {
  const language = useLanguage();
  if (!question || answers.every(({ count }) => count === 0)) return null;
  return (
    <table className={styles.table}>
      <caption>{question[language]}</caption>
      <tbody>
        {answers.map(({ answer, count }) => (
          <tr key={answer.es}>
            <th scope="row">{answer[language]}</th>
            <Count of={count} />
          </tr>
        ))}
      </tbody>
    </table>
  );
}
