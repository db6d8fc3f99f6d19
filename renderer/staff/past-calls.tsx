/** [Q3] This desk's calls of today, the latest first: each can be asked why. */
import type { ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import type { DeskId } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { useView } from '../ui/bridge.ts';
import { spellTime } from '../ui/clock.ts';
import { useLanguage, useWords } from '../ui/words.ts';
import { Empty, nameOf, Row, Table } from './rows.tsx';
import type { CallAsked } from './why.tsx';

interface PastCallsProps {
  readonly view: StaffView;
  readonly desk: DeskId;
  readonly onWhy: (call: CallAsked) => void;
}

export function PastCalls({ view, desk, onWhy }: PastCallsProps): ReactNode {
  const t = useWords('staff');
  const language = useLanguage();
  const calls = useView({ kind: 'pastCalls', desk })?.calls;
  if (!calls) return <Empty words={t('why.reading')} />;
  if (calls.length === 0) return <Empty words={t('lists.noCalls')} />;
  return (
    <Table title={t('lists.pastCalls')}>
      {calls.map(({ call, label, service, at, chosen }) => (
        <Row
          key={`${call.device} ${call.epoch} ${call.seq}`}
          label={label}
          service={nameOf(view, service, language)}
          about={chosen ? t('lists.chosen') : ''}
          when={spellTime(view.zone, language, at)}
          act={
            <button type="button" aria-label={t('why.ofCall', { label: spellLabel(label) })} onClick={() => onWhy({ call, label, at })}>
              {t('why.button')}
            </button>
          }
        />
      ))}
    </Table>
  );
}
