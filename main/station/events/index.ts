/** Activities at a station. In: the state, time, commands. Out: what there is to come to. */
export { Activities, type DrawSeats } from './activities.ts';
export { Contacts } from './contacts.ts';
export { shownDate } from './shown.ts';
export { activityView, offersView, type ActivityQuery } from './showing.ts';
