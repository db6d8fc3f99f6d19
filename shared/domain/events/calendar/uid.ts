/** The name of a series in a calendar. In: its id, or a name there. Out: the other of the two, where we made it. */
import { SeriesId } from '../../ids.ts';

const OURS = '@umbral';

export const uidOf = (id: SeriesId): string => `${id}${OURS}`;

/** Undefined for a name that another program made. */
export function ownUid(uid: string): SeriesId | undefined {
  return uid.endsWith(OURS) ? SeriesId.safeParse(uid.slice(0, -OURS.length)).data : undefined;
}
