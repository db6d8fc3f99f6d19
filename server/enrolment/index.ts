/**
 * How devices come in and go out: the first by a code in a file, later ones by asking. In: codes
 * and what an administrator decides. Out: devices that may prove their key. It writes no journal:
 * the order's owner does, when it is woken.
 */
export { createApprovals, CODE_LIMIT, type Answered, type Approvals, type Asking, type Changed, type Found, type KnownDevice } from './approvals.ts';
export { createAskLimit, ASKS_PER_ADDRESS, type AskLimit } from './ask-limit.ts';
export { makeCode } from './codes.ts';
export { openFirstEnrolment, type CodeFile, type FirstEnrolment } from './first.ts';
