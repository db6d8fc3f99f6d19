/** The questions about the desk and the door: who works here, a break, the end of the day, a number for somebody. */
import { useState, type ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import type { Language } from '../../shared/domain/centre.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { Answer, Ask, Chip, Part } from './ask.tsx';
import askStyles from './ask.module.css';
import styles from './desk.module.css';
import type { QuestionProps } from './questions.tsx';

/** A number for somebody who can't use the kiosk. */
export function AskGive({ view, onAnswer, onClose }: QuestionProps): ReactNode {
  const t = useWords('staff');
  const mine = useLanguage();
  const [language, setLanguage] = useState<Language>(view.languages[0] ?? mine);
  const [priority, setPriority] = useState<StaffView['priorities'][number]['id']>();
  return (
    <Ask title={t('ask.give.title')} onClose={onClose}>
      <Part title={t('ask.give.language')}>
        {view.languages.map((each) => (
          <Chip key={each} isOn={each === language} words={t(`tongue.${each}`)} onPress={() => setLanguage(each)} />
        ))}
      </Part>
      {view.priorities.length > 0 ? (
        <Part title={t('ask.give.priority')}>
          {view.priorities.map(({ id, name }) => (
            <Chip key={id} isOn={id === priority} words={name[mine]} onPress={() => setPriority(id === priority ? undefined : id)} />
          ))}
        </Part>
      ) : null}
      <Part title={t('ask.give.service')}>
        {view.services.map(({ id: service, name }, at) => (
          <Answer
            key={service}
            n={at + 1}
            words={name[mine]}
            onPress={() => onAnswer((id) => ({ kind: 'ticket.issue', id, service, language, ...(priority === undefined ? {} : { priority }) }))}
          />
        ))}
      </Part>
    </Ask>
  );
}

const BREAKS = [10, 15, 30, null] as const;

export function AskDesk({ view, desk, onAnswer, onClose }: QuestionProps): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const here = view.desks.find(({ id }) => id === desk);
  const isFree = view.now.kind === 'free';
  return (
    <Ask title={common('desk', { number: here?.number ?? 0 })} onClose={onClose}>
      {here?.open && isFree && !here.open.pause ? (
        <Part title={t('ask.desk.break')}>
          {BREAKS.map((minutes, at) => (
            <Answer
              key={minutes}
              n={at + 1}
              icon="pause"
              words={minutes === null ? t('ask.desk.until') : t('waiting.minutes', { minutes })}
              onPress={() => onAnswer((id) => ({ kind: 'desk.pause', id, desk, minutes }))}
            />
          ))}
        </Part>
      ) : null}
      {here?.open ? (
        <Part>
          {here.open.isClosing ? null : <Answer n={5} words={t('ask.desk.closing')} onPress={() => onAnswer((id) => ({ kind: 'desk.closing', id, desk }))} />}
          {isFree ? <Answer n={6} icon="door" words={t('ask.desk.close')} onPress={() => onAnswer((id) => ({ kind: 'desk.close', id, desk, forced: false }))} /> : null}
        </Part>
      ) : null}
      {view.agents.length === 0 && (!here?.open || here.open.isClosing) ? (
        <Part>
          <Answer n={1} icon="door" words={t('ask.desk.open')} onPress={() => onAnswer((id) => ({ kind: 'desk.open', id, desk, agent: null, takeOver: false }))} />
        </Part>
      ) : null}
      {view.agents.length > 0 ? (
        <Part title={t('ask.desk.agent')}>
          <Agents view={view} desk={desk} onAnswer={onAnswer} />
        </Part>
      ) : null}
      <EndDay view={view} onAnswer={onAnswer} />
    </Ask>
  );
}

/** How the day went, on paper; and its end, asked once more, with how many people it sends home. */
function EndDay({ view, onAnswer }: Pick<QuestionProps, 'view' | 'onAnswer'>): ReactNode {
  const t = useWords('staff');
  const [isSure, setSure] = useState(false);
  const count = view.waitingByService.reduce((sum, each) => sum + each.count, 0);
  const language = useLanguage();
  return (
    <Part>
      {isSure ? (
        <Answer icon="warning" words={t('ask.desk.dayEndSure', { count })} about={t('ask.desk.dayEndAbout')} onPress={() => onAnswer((id) => ({ kind: 'day.end', id }))} />
      ) : (
        <>
          <button type="button" className={askStyles.chip} onClick={() => onAnswer((id) => ({ kind: 'paper.day', id, language }))}>
            {t('ask.desk.dayPaper')}
          </button>
          <button type="button" className={askStyles.chip} onClick={() => setSure(true)}>
            {t('ask.desk.dayEnd')}
          </button>
        </>
      )}
    </Part>
  );
}

/** Where somebody is elsewhere the button says so: to press it is to move them here. */
function Agents({ view, desk, onAnswer }: Pick<QuestionProps, 'view' | 'desk' | 'onAnswer'>): ReactNode {
  const t = useWords('staff');
  const openHere = view.desks.find(({ id }) => id === desk)?.open;
  return view.agents.map(({ id: agent, name }) => {
    const at = view.desks.find(({ id, open }) => id !== desk && open?.agent === agent);
    const takeOver = at !== undefined || (openHere !== null && openHere !== undefined && openHere.agent !== agent);
    return (
      <Answer
        key={agent}
        words={name}
        {...(at ? { about: t('ask.open.elsewhere', { desk: at.number }) } : {})}
        onPress={() => onAnswer((id) => ({ kind: 'desk.open', id, desk, agent, takeOver }))}
      />
    );
  });
}

/** Before the first call, where the centre names who works at desks. */
export function OpenDesk({ view, desk, onAnswer }: Pick<QuestionProps, 'view' | 'desk' | 'onAnswer'>): ReactNode {
  const t = useWords('staff');
  return (
    <section className={styles.opening}>
      <h2>{t('ask.open.title')}</h2>
      <div>
        <Agents view={view} desk={desk} onAnswer={onAnswer} />
      </div>
    </section>
  );
}
