/**
 * What is shown of a service. In: its record and those it names, a language, an instant, the house.
 * Out: what a list and a page say of it. It keeps nothing, finds nothing, and of a discreet service
 * tells nothing that it is for [X2].
 */
export { metresBetween, type Point } from './distance.ts';
export { foundService, hoursOfPlaces, isOffered, isOpenNow, isUnverified, minuteOf, pointOf, queueOf, shownService, spokenBy, verifiedOn, VERIFY_DAYS, type NamedService, type Shown } from './service.ts';
export { allTexts, sayField, type Reader } from './texts.ts';
