/**
 * What each screen is shown, as functions of the state, the day and what the station knows of its
 * paper and its server. In: a query. Out: a view of just that. Nothing here is remembered.
 */
import type { LatestScan } from '../../../shared/contract/scans.ts';
import type { PublicUrl } from '../../../shared/contract/settings.ts';
import type { DisplayView, PaperView, StaffView, View, ViewQuery } from '../../../shared/contract/views.ts';
import type { Centre } from '../../../shared/domain/centre.ts';
import type { BusinessDay, EpochMs } from '../../../shared/domain/clock.ts';
import type { AppointmentId, DeviceId, PaperId, VisitId } from '../../../shared/domain/ids.ts';
import type { ComingDate } from '../../../shared/domain/events/index.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import type { Hindsight } from '../hindsight/index.ts';
import type { PastCalls } from '../journal/index.ts';
import { saidIn, type PageVoices, type Voices } from '../voice/index.ts';
import type { WaitsNow } from '../waits/index.ts';
import { appointmentsView } from './appointments.ts';
import { displayView } from './display.ts';
import { explainView, pastCallsView } from './explain.ts';
import { helpStands } from './help.ts';
import type { Directory } from '../directory/index.ts';
import { offersView, type ActivityQuery } from '../events/index.ts';
import { planPointsView, planView } from './plan.ts';
import { staffView } from './staff.ts';
import { turnStands } from '../../../shared/domain/scheduling/turn-stands.ts';
import { visitorView } from './visitor.ts';

export { joiningOf, shownLink, type Standing } from './joining.ts';

export interface Known {
  readonly state: CentreState;
  /** The description in force: `state.centre`, once there is one. */
  readonly centre: Centre;
  readonly day: BusinessDay;
  readonly now: EpochMs;
  readonly paperOf: (subject: VisitId | AppointmentId | PaperId) => Pick<PaperView, 'state' | 'elsewhere'>;
  /** Asked of the disk, so only the one view that shows them asks. */
  readonly paperTroubles: () => StaffView['paperTroubles'];
  readonly printers: StaffView['printers'];
  readonly link: StaffView['link'];
  readonly waits: WaitsNow;
  /** Asked of the disk, so only those views that show them ask. */
  readonly latestCalls: PastCalls['latest'];
  readonly whyCalled: Hindsight['of'];
  readonly voiced: Voices['of'];
  readonly pageVoice: PageVoices['of'];
  readonly isSilent: boolean;
  readonly stillWalls: number;
  readonly hasReader: boolean;
  readonly publicUrl: PublicUrl | undefined;
  readonly hasStreets: boolean;
  /** What staff set for this screen: how many times as long it waits for a visitor. */
  readonly patience: number;
  readonly latestScan: LatestScan | undefined;
  readonly directory: Directory['view'];
  /** What there is to come to. */
  readonly coming: readonly ComingDate[];
  readonly activity: (query: ActivityQuery, centre: Centre) => View;
  /** This one: on the map it knows where it stands. */
  readonly device: DeviceId;
}

/** `joining` is not of these: it is there before there is anything to know. */
export function viewOf(query: Exclude<ViewQuery, { kind: 'joining' }>, known: Known): View {
  const { centre } = known;
  switch (query.kind) {
    case 'visitor':
      return { kind: 'visitor', ...houseOf(known), ...visitorView(known) };
    case 'paper':
      return { kind: 'paper', visit: query.visit, ...known.paperOf(query.visit), wait: known.waits.ofVisit(query.visit) ?? null };
    case 'turn':
      return { kind: 'turn', visit: query.visit, stands: turnStands(query.visit, known) };
    case 'help':
      return { kind: 'help', help: query.help, stands: helpStands(query.help, known) };
    case 'scan':
      return { kind: 'scan', latest: known.latestScan ?? null };
    case 'voice':
      return { kind: 'voice', language: query.language, voiced: known.voiced(query.language) };
    case 'slip':
      return { kind: 'slip', appointment: query.appointment, ...known.paperOf(query.appointment) };
    case 'offers':
      return { kind: 'offers', ...offersView(known) };
    case 'directory':
    case 'found':
    case 'service':
    case 'shelf':
    case 'record':
    case 'names':
    case 'file':
      return known.directory(query, centre);
    case 'schedule':
    case 'series':
    case 'plans':
    case 'roll':
    case 'signup':
      return known.activity(query, centre);
    case 'pageVoice':
      return { kind: 'pageVoice', ...known.pageVoice(query.of.flatMap((of) => saidIn(known.directory(of, centre)))) };
    case 'plan':
      return { kind: 'plan', ...planView(known) };
    case 'planPoints':
      return { kind: 'planPoints', ...planPointsView(known) };
    case 'takeAlong':
      return { kind: 'takeAlong', paper: query.paper, ...known.paperOf(query.paper) };
    case 'display':
      return { kind: 'display', ...houseOf(known), ...displayView(known) };
    case 'explain':
      return { kind: 'explain', ...explainView(query.desk, query.visit, known) };
    case 'pastCalls':
      return { kind: 'pastCalls', ...pastCallsView(query.desk, known) };
    case 'pastCall':
      return { kind: 'pastCall', call: query.call, said: known.whyCalled(query.call) };
    case 'staff':
      return { kind: 'staff', ...houseOf(known), ...staffView(query.desk, known) };
    case 'appointments':
      return { kind: 'appointments', ...appointmentsView(query.day, known) };
    default:
      return query satisfies never;
  }
}

function houseOf({ centre, state }: Known): Pick<DisplayView, 'centre' | 'zone' | 'languages' | 'notice'> {
  return { centre: centre.name, zone: centre.zone, languages: centre.languages, notice: state.notice ?? null };
}
