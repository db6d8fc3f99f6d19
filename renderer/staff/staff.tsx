/** Which desk this window is at, and in which language it speaks. */
import { useState, type ReactNode } from 'react';
import type { StaffView } from '../../shared/contract/views.ts';
import { StaffLanguage } from '../../shared/domain/centre.ts';
import { DeskId } from '../../shared/domain/ids.ts';
import { useLink, useView } from '../ui/bridge.ts';
import { JoiningFace, notIn, type NotIn } from '../ui/joining.tsx';
import { MomentPlease } from '../ui/moment.tsx';
import { LanguageProvider, machineLanguage, useDocumentWords, useLanguage, useWords } from '../ui/words.ts';
import { ActivitiesPlace } from './activities/activities-place.tsx';
import { ToActivities } from './activities/to-activities.tsx';
import { Appointments } from './appointments/appointments.tsx';
import { ToAppointments } from './appointments/to-appointments.tsx';
import { asksForDoor, deskIn, languageIn, withDesk } from './address.ts';
import { ChooseDesk } from './choose.tsx';
import { DeskScreen } from './desk.tsx';
import { DirectoryPlace } from './directory/directory-place.tsx';
import { ToDirectory } from './directory/to-directory.tsx';
import { DoorPlace } from './door/door-place.tsx';
import { ToDoor } from './door/to-door.tsx';
import { Helps } from './helps.tsx';
import helpsStyles from './helps.module.css';
import { NoticeBar, ToNotice } from './notice.tsx';
import { PlanPlace } from './plan/plan-place.tsx';
import { ToPlan } from './plan/to-plan.tsx';

/** A view is of a desk; before one is chosen, of one that no centre has, for the list of those it has. */
const NO_DESK = DeskId.parse('none');

export function StaffScreen(): ReactNode {
  const [language] = useState(() => languageIn(window.location.search));
  const [desk, setDesk] = useState(() => deskIn(window.location.search));
  const choose = (chosen: DeskId | undefined): void => {
    window.history.replaceState(null, '', withDesk(window.location.search, chosen));
    setDesk(chosen);
  };
  const joining = notIn(useView({ kind: 'joining' })?.joining);
  return (
    <LanguageProvider value={language ?? (joining ? machineLanguage(navigator.languages, StaffLanguage.options) : 'es')}>
      <AtDesk key={desk} asked={desk} joining={joining} onChoose={choose} />
    </LanguageProvider>
  );
}

interface AtDeskProps {
  readonly asked: DeskId | undefined;
  readonly joining: NotIn | undefined;
  readonly onChoose: (desk: DeskId | undefined) => void;
}

function AtDesk({ asked, joining, onChoose }: AtDeskProps): ReactNode {
  const view = useView({ kind: 'staff', desk: asked ?? NO_DESK });
  const up = useLink() === 'up';
  const [place, setPlace] = useState<'work' | 'activities' | 'appointments' | 'directory' | 'plan' | 'door'>(() => (asksForDoor(window.location.search) ? 'door' : 'work'));
  const hasPlan = (useView({ kind: 'planPoints' })?.floors.length ?? 0) > 0;
  const ways = (
    <>
      <ToAppointments onPress={view?.takesAppointments ? () => setPlace('appointments') : undefined} />
      <ToActivities onPress={view ? () => setPlace('activities') : undefined} />
      <ToDirectory onPress={view ? () => setPlace('directory') : undefined} />
      <ToDoor onPress={view ? () => setPlace('door') : undefined} />
      <ToNotice view={view} />
      <ToPlan onPress={hasPlan ? () => setPlace('plan') : undefined} />
    </>
  );
  // A device that was put out still shows its desk what was there last; its link says that it is out.
  if (!view) return joining && up ? <NotYet joining={joining} /> : <MomentPlease />;
  if (place === 'appointments') {
    return (
      <Titled view={view}>
        <Appointments view={view} onBack={() => setPlace('work')} />
      </Titled>
    );
  }
  if (place === 'activities') {
    return (
      <Titled view={view}>
        <ActivitiesPlace view={view} onBack={() => setPlace('work')} />
      </Titled>
    );
  }
  if (place === 'directory') {
    return (
      <Titled view={view}>
        <DirectoryPlace view={view} onBack={() => setPlace('work')} />
      </Titled>
    );
  }
  if (place === 'door') {
    return (
      <Titled view={view}>
        <DoorPlace view={view} onBack={() => setPlace('work')} />
      </Titled>
    );
  }
  if (place === 'plan') {
    return (
      <Titled view={view}>
        <PlanPlace view={view} onBack={() => setPlace('work')} />
      </Titled>
    );
  }
  return (
    <Titled view={view}>
      {asked && view.desk ? (
        <DeskScreen view={view} desk={view.desk} onLeave={() => onChoose(undefined)} ways={ways} />
      ) : (
        <ChooseDesk view={view} unknown={asked !== undefined} onChoose={onChoose} ways={ways} />
      )}
    </Titled>
  );
}

function NotYet({ joining }: { joining: NotIn }): ReactNode {
  const common = useWords('common');
  useDocumentWords(useLanguage(), common('product'));
  return <JoiningFace joining={joining} screen="staff" />;
}

function Titled({ view, children }: { view: StaffView; children: ReactNode }): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const title = view.desk
    ? t('title', { desk: common('desk', { number: view.desk.number }), centre: view.centre })
    : view.centre;
  useDocumentWords(useLanguage(), title);
  return (
    <div className={helpsStyles.window}>
      <div>
        <NoticeBar notice={view.notice} />
        <Helps helps={view.helps} />
      </div>
      {children}
    </div>
  );
}
