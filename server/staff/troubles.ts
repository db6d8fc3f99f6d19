/** Everything that can go wrong at the staff's pages, each with its status and its one sentence (`trouble` in the locale files). */

/** What a person can put right in the form they filled in. */
export type FormTrouble =
  | { readonly kind: 'nameBad' }
  | { readonly kind: 'nameTaken' }
  | { readonly kind: 'passwordShort' }
  | { readonly kind: 'passwordLong' }
  | { readonly kind: 'passwordCommon' }
  | { readonly kind: 'passwordsDiffer' }
  | { readonly kind: 'passwordWrong' }
  | { readonly kind: 'codeWrong' }
  /** No device that waits shows this code. */
  | { readonly kind: 'deviceCodeWrong' };

/** What nobody puts right by typing something else. */
export type Refusal =
  /** Name or password; which of them is not told. */
  | { readonly kind: 'signInWrong' }
  | { readonly kind: 'disabled' }
  | { readonly kind: 'wait'; readonly waitMs: number }
  | { readonly kind: 'busy' }
  | { readonly kind: 'notAllowed' }
  | { readonly kind: 'unknownAccount' }
  | { readonly kind: 'unknownDevice' }
  /** There is no centre to let a device into before its first device came. */
  | { readonly kind: 'noCentre' }
  | { readonly kind: 'lastAdmin' }
  | { readonly kind: 'notFirst' }
  | { readonly kind: 'sessionOver' }
  | { readonly kind: 'foreign' }
  | { readonly kind: 'formStale' }
  | { readonly kind: 'malformed' }
  | { readonly kind: 'tooLarge' }
  | { readonly kind: 'noSuchPage' }
  | { readonly kind: 'unexpected' };

export type Trouble = FormTrouble | Refusal;

export const STATUS: Readonly<Record<Trouble['kind'], number>> = {
  nameBad: 422,
  nameTaken: 409,
  passwordShort: 422,
  passwordLong: 422,
  passwordCommon: 422,
  passwordsDiffer: 422,
  passwordWrong: 403,
  codeWrong: 403,
  deviceCodeWrong: 404,
  signInWrong: 403,
  disabled: 403,
  wait: 429,
  busy: 503,
  notAllowed: 403,
  unknownAccount: 404,
  unknownDevice: 404,
  noCentre: 409,
  lastAdmin: 409,
  notFirst: 409,
  sessionOver: 403,
  foreign: 403,
  formStale: 403,
  malformed: 400,
  tooLarge: 413,
  noSuchPage: 404,
  unexpected: 500,
};
