/**
 * Numbers and times of day out of few recordings. In: digits as they are written. Out: the keys of
 * recordings, in the order in which they are said. It knows no language: what `1xx` sounds like in
 * each stands in `assets/voice/<language>.json`.
 */

/** Above, each digit is said by itself. */
const HIGHEST = 9_999;
/** Up to here each number is one recording. */
const WHOLE = 99;

/** `117` is the recordings `1xx` and `17`; `300` is `300`; `017` is `17`. */
export function numberKeys(digits: string): readonly string[] {
  const value = Number(digits);
  if (digits.length > 4 || value > HIGHEST) return Array.from(digits);
  const thousands = Math.floor(value / 1000);
  const hundreds = Math.floor((value % 1000) / 100);
  const rest = value % 100;
  const keys: string[] = [];
  if (thousands > 0) keys.push(value % 1000 === 0 ? `${thousands}000` : `${thousands}xxx`);
  if (hundreds > 0) keys.push(rest === 0 ? `${hundreds}00` : `${hundreds}xx`);
  if (rest > 0 || value === 0) keys.push(String(rest));
  return keys;
}

/** `8:00` is `8` and `:00`, as «en punto»; `8:05` is `8`, `:`, `0`, `5`. */
export function timeKeys(time: string): readonly string[] {
  const [hour = '', minutes = ''] = time.split(':');
  const said = numberKeys(hour);
  if (minutes === '00') return [...said, ':00'];
  return [...said, ':', ...(minutes.startsWith('0') ? ['0'] : []), ...numberKeys(minutes)];
}

/** All recordings that {@link numberKeys} and {@link timeKeys} may ask for, but for those with words of their own. */
export const NUMBERS: readonly string[] = [
  ...Array.from({ length: WHOLE + 1 }, (_, n) => String(n)),
  ...Array.from({ length: 9 }, (_, n) => `${n + 1}00`),
  ...Array.from({ length: 9 }, (_, n) => `${n + 1}000`),
];
