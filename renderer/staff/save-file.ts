/** Lets whoever sits here save something as a file. In: what it holds, its name. Out: nothing: where to, they are asked. */
import { screenTimers } from '../ui/clock.ts';

/** Whoever saves it has long begun to read. */
const LET_GO_MS = 60_000;

/** As any page does. */
export function saveFile(whole: Blob, name: string): void {
  const address = URL.createObjectURL(whole);
  const link = Object.assign(document.createElement('a'), { href: address, download: name });
  link.click();
  screenTimers.after(LET_GO_MS, () => URL.revokeObjectURL(address));
}
