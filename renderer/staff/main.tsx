/** The staff window: one desk's work on the left, the room on the right. */
import '../ui/no-eval.ts';
import '../ui/base.css';
import enActivities from '../../assets/locales/en/activities.json';
import enAppointments from '../../assets/locales/en/appointments.json';
import enCommon from '../../assets/locales/en/common.json';
import enDoor from '../../assets/locales/en/door.json';
import enExplain from '../../assets/locales/en/explain.json';
import enRefusal from '../../assets/locales/en/refusal.json';
import enStaff from '../../assets/locales/en/staff.json';
import esActivities from '../../assets/locales/es/activities.json';
import esAppointments from '../../assets/locales/es/appointments.json';
import esCommon from '../../assets/locales/es/common.json';
import esDoor from '../../assets/locales/es/door.json';
import esExplain from '../../assets/locales/es/explain.json';
import esRefusal from '../../assets/locales/es/refusal.json';
import esStaff from '../../assets/locales/es/staff.json';
import { openScreen } from '../ui/screen.tsx';
import { StaffScreen } from './staff.tsx';

openScreen(
  'staff',
  {
    here: {
      es: { activities: esActivities, appointments: esAppointments, common: esCommon, door: esDoor, explain: esExplain, refusal: esRefusal, staff: esStaff },
      en: { activities: enActivities, appointments: enAppointments, common: enCommon, door: enDoor, explain: enExplain, refusal: enRefusal, staff: enStaff },
    },
    others: {},
  },
  <StaffScreen />,
);
