/** The questions about one person: where they wait, why, where they go, and what is known of them. */
import { useState, type ReactNode } from 'react';
import type { Command } from '../../shared/contract/commands.ts';
import type { StaffView } from '../../shared/contract/views.ts';
import { ParkReason } from '../../shared/domain/entries/happenings.ts';
import type { CommandId, DeskId, VisitId } from '../../shared/domain/ids.ts';
import { spellLabel, type Label } from '../../shared/domain/label.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { Answer, Ask, Chip, Part } from './ask.tsx';

export interface QuestionProps {
  readonly view: StaffView;
  readonly desk: DeskId;
  /** Sends the answer's command, and closes the question. */
  readonly onAnswer: (command: (id: CommandId) => Command) => void;
  readonly onClose: () => void;
}

/** The question is about whoever stood there when it was asked, though another screen moves them on meanwhile. */
export type AboutProps = QuestionProps & { readonly visit: VisitId; readonly label: Label };

export function AskPlace({ desk, visit, label, onAnswer, onClose }: AboutProps): ReactNode {
  const t = useWords('staff');
  const places = [['same', 'same'], ['first', 'first'], ['after', { after: 3 }], ['end', 'end']] as const;
  return (
    <Ask title={t('ask.putBack.title', { label: spellLabel(label) })} onClose={onClose}>
      <Part>
        {places.map(([name, place], at) => (
          <Answer key={name} n={at + 1} words={t(`ask.putBack.${name}`)} onPress={() => onAnswer((id) => ({ kind: 'desk.putBack', id, desk, visit, place }))} />
        ))}
      </Part>
    </Ask>
  );
}

/** Whoever left waits again: where they were, as a rule; but an hour later that may be before people who stayed. */
export function AskBack({ visit, label, onAnswer, onClose }: AboutProps): ReactNode {
  const t = useWords('staff');
  return (
    <Ask title={t('ask.putBack.title', { label: spellLabel(label) })} onClose={onClose}>
      <Part>
        {(['same', 'first', 'end'] as const).map((place, at) => (
          <Answer key={place} n={at + 1} words={t(`ask.putBack.${place}`)} onPress={() => onAnswer((id) => ({ kind: 'visit.bringBack', id, visit, place }))} />
        ))}
      </Part>
    </Ask>
  );
}

const BACK_IN = [10, 20, 30, 60, null] as const;

export function AskPark({ desk, visit, label, onAnswer, onClose }: AboutProps): ReactNode {
  const t = useWords('staff');
  const [minutes, setMinutes] = useState<number | null>(20);
  return (
    <Ask title={t('ask.park.title', { label: spellLabel(label) })} onClose={onClose}>
      <Part title={t('ask.park.minutes')}>
        {BACK_IN.map((each) => (
          <Chip key={each} isOn={each === minutes} words={each === null ? t('ask.park.unknown') : t('waiting.minutes', { minutes: each })} onPress={() => setMinutes(each)} />
        ))}
      </Part>
      <Part>
        {ParkReason.options.map((reason, at) => (
          <Answer key={reason} n={at + 1} words={t(`ask.park.${reason}`)} onPress={() => onAnswer((id) => ({ kind: 'desk.park', id, desk, visit, reason, minutes }))} />
        ))}
      </Part>
    </Ask>
  );
}

const PLACES = ['byArrival', 'first', 'end'] as const;

export function AskTransfer({ view, desk, visit, label, onAnswer, onClose }: AboutProps): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const language = useLanguage();
  const [comesBack, setComesBack] = useState(false);
  const [place, setPlace] = useState<(typeof PLACES)[number]>('byArrival');
  const present = view.now.kind === 'free' ? undefined : view.now.service;
  const services = view.services.filter((each) => each.id !== present);
  const send = (service: (typeof services)[number]['id'], to: DeskId | null): void =>
    onAnswer((id) => ({ kind: 'desk.transfer', id, desk, visit, to: { service, desk: to }, place, comesBack }));
  return (
    <Ask title={t('ask.transfer.title', { label: spellLabel(label) })} onClose={onClose}>
      <Part title={t('ask.transfer.place')}>
        {PLACES.map((each) => (
          <Chip key={each} isOn={each === place} words={t(`ask.transfer.${each}`)} onPress={() => setPlace(each)} />
        ))}
        <Chip isOn={comesBack} words={t('ask.transfer.comesBack')} onPress={() => setComesBack(!comesBack)} />
      </Part>
      <Part title={t('ask.transfer.services')}>
        {services.map(({ id, name }, at) => (
          <Answer key={id} n={at + 1} words={name[language]} onPress={() => send(id, null)} />
        ))}
      </Part>
      {present === undefined ? null : (
        <Part title={t('ask.transfer.desks')}>
          {view.desks.filter((each) => each.id !== desk).map(({ id, number }) => (
            <Answer key={id} words={common('desk', { number })} onPress={() => send(present, id)} />
          ))}
        </Part>
      )}
    </Ask>
  );
}

/** What is known of somebody who waits or is here; a choice of theirs is shown as it is on the disk. */
export function AskPerson({ view, desk, visit, label, onAnswer, onWhy, onClose }: AboutProps & { readonly onWhy: () => void }): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const waiting = view.waiting.find((each) => each.visit === visit);
  const person = waiting ?? (view.now.kind !== 'free' && view.now.visit === visit ? view.now : undefined);
  const planned = person?.planned ?? [];
  const mark = (priority: StaffView['priorities'][number]['id'] | null): void => onAnswer((id) => ({ kind: 'visit.mark', id, visit, priority }));
  return (
    <Ask title={t('ask.person.title', { label: spellLabel(label) })} onClose={onClose}>
      {waiting ? (
        <Part>
          <Answer n={1} icon="megaphone" words={t('ask.person.call')} onPress={() => onAnswer((id) => ({ kind: 'desk.call', id, desk, visit }))} />
          <Answer n={2} icon="user-minus" words={t('ask.person.cancel')} onPress={() => onAnswer((id) => ({ kind: 'visit.cancel', id, visit }))} />
          <Answer n={3} icon="question" words={t(view.waiting[0]?.visit === visit ? 'why.ofNext' : 'why.notNext')} onPress={onWhy} />
          <Answer n={4} icon="printer" words={t('ask.person.reprint')} onPress={() => onAnswer((id) => ({ kind: 'ticket.reprint', id, visit }))} />
        </Part>
      ) : null}
      {person && !waiting ? (
        <Part>
          <Answer n={1} icon="printer" words={t('ask.person.reprint')} onPress={() => onAnswer((id) => ({ kind: 'ticket.reprint', id, visit }))} />
        </Part>
      ) : null}
      {view.priorities.length > 0 ? (
        <Part title={t('ask.person.priority')}>
          <Chip isOn={(person?.priority ?? null) === null} words={t('ask.person.noPriority')} onPress={() => mark(null)} />
          {view.priorities.map(({ id, name }) => (
            <Chip key={id} isOn={person?.priority === id} words={name[language]} onPress={() => mark(id)} />
          ))}
        </Part>
      ) : null}
      <Part title={t('ask.person.services')}>
        {view.services.filter(({ id }) => id !== person?.service).map(({ id: service, name }) => {
          const isOn = planned.includes(service);
          const services = isOn ? planned.filter((each) => each !== service) : [...planned, service];
          return <Chip key={service} isOn={isOn} words={name[language]} onPress={() => onAnswer((id) => ({ kind: 'visit.plan', id, visit, services }))} />;
        })}
      </Part>
    </Ask>
  );
}
