/** What the staff window's address says: `?desk=` and `?lang=`. */
import { StaffLanguage } from '../../shared/domain/centre.ts';
import { DeskId } from '../../shared/domain/ids.ts';

/** The desk in the address; undefined where there is none, or none that could be. */
export function deskIn(search: string): DeskId | undefined {
  return DeskId.safeParse(new URLSearchParams(search).get('desk')).data;
}

/** The language in the address; undefined where there is none that the screens speak. */
export function languageIn(search: string): StaffLanguage | undefined {
  return StaffLanguage.safeParse(new URLSearchParams(search).get('lang')).data;
}

/** The same address, for this desk; or for none, to choose anew. */
export function withDesk(search: string, desk: DeskId | undefined): string {
  const params = new URLSearchParams(search);
  if (desk) params.set('desk', desk);
  else params.delete('desk');
  return `?${params.toString()}`;
}
