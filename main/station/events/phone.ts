/** A telephone number as it is kept. In: what somebody typed. Out: `+573015550143`, or nothing where it is none. */
import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js/min';
import type { Centre } from '../../../shared/domain/centre.ts';

/** @returns undefined where it is no number that can be rung. Without a country's sign it is one of the centre's country, where its file says which. */
export function asPhone(typed: string, centre: Pick<Centre, 'finding'> | undefined): string | undefined {
  const country = centre?.finding?.holidaysOf?.slice(0, 2) as CountryCode | undefined;
  const number = parsePhoneNumberFromString(typed, country);
  return number?.isPossible() ? number.number : undefined;
}
