/** What the staff window's address says: `?desk=`, `?door=` and `?lang=`. */
import { StaffLanguage } from '../../shared/domain/centre.ts';
import { AtDate } from '../../shared/domain/events/index.ts';
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

/** The date at whose door this window stands; undefined where the address names none that could be. */
export function doorIn(search: string): AtDate | undefined {
  const [series, date] = new URLSearchParams(search).get('door')?.split('.') ?? [];
  return AtDate.safeParse({ series, date }).data;
}

/** Whether the address asks for a door, one date's or any. */
export function asksForDoor(search: string): boolean {
  return new URLSearchParams(search).has('door');
}

/** The same address, at this date's door; or at none. */
export function withDoor(search: string, at: AtDate | undefined): string {
  const params = new URLSearchParams(search);
  if (at) params.set('door', `${at.series}.${at.date}`);
  else params.delete('door');
  return `?${params.toString()}`;
}
