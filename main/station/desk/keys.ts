/** What nobody can guess, made of chance: ids, and the codes that are typed at the door. */
import { AppointmentCode } from '../../../shared/domain/entries/happenings.ts';
import { AppointmentId, HelpId, NoticeId, VisitId } from '../../../shared/domain/ids.ts';
import type { Chance } from '../chance.ts';
import type { Given } from './acts.ts';

const CODES = 1_000_000;

export function keysFrom(chance: Chance): Pick<Given, 'newVisit' | 'newHelp' | 'newNotice' | 'newAppointment' | 'newCode'> {
  return {
    newHelp: () => HelpId.parse(chance.id()),
    newNotice: () => NoticeId.parse(chance.id()),
    newVisit: () => VisitId.parse(chance.id()),
    newAppointment: () => AppointmentId.parse(chance.id()),
    newCode: () => AppointmentCode.parse(String(Math.floor(chance.fraction() * CODES)).padStart(6, '0')),
  };
}
