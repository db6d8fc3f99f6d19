/** Which desk this window is at, and in which language it speaks. */
import { useState, type ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import { DeskId } from '../../shared/domain/ids.ts';
import { useView } from '../ui/bridge.ts';
import { MomentPlease } from '../ui/moment.tsx';
import { LanguageProvider, useDocumentWords, useLanguage, useWords } from '../ui/words.ts';
import { deskIn, languageIn, withDesk } from './address.ts';
import { ChooseDesk } from './choose.tsx';
import { DeskScreen } from './desk.tsx';

/** A view is of a desk; before one is chosen, of one that no centre has, for the list of those it has. */
const NO_DESK = DeskId.parse('none');

export function StaffScreen(): ReactNode {
  const [language] = useState(() => languageIn(window.location.search));
  const [desk, setDesk] = useState(() => deskIn(window.location.search));
  const choose = (chosen: DeskId | undefined): void => {
    window.history.replaceState(null, '', withDesk(window.location.search, chosen));
    setDesk(chosen);
  };
  return (
    <LanguageProvider value={language}>
      <AtDesk key={desk} asked={desk} onChoose={choose} />
    </LanguageProvider>
  );
}

interface AtDeskProps {
  readonly asked: DeskId | undefined;
  readonly onChoose: (desk: DeskId | undefined) => void;
}

function AtDesk({ asked, onChoose }: AtDeskProps): ReactNode {
  const view = useView({ kind: 'staff', desk: asked ?? NO_DESK });
  if (!view) return <MomentPlease />;
  return (
    <Titled view={view}>
      {asked && view.desk ? (
        <DeskScreen view={view} desk={view.desk} onLeave={() => onChoose(undefined)} />
      ) : (
        <ChooseDesk view={view} unknown={asked !== undefined} onChoose={onChoose} />
      )}
    </Titled>
  );
}

function Titled({ view, children }: { view: StaffView; children: ReactNode }): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const title = view.desk
    ? t('title', { desk: common('desk', { number: view.desk.number }), centre: view.centre })
    : view.centre;
  useDocumentWords(useLanguage(), title);
  return children;
}
