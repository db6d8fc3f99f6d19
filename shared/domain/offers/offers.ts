/**
 * What people come together for, and the words that it and the directory share. In: the centre's file.
 * Out: activities to come to, sectors, texts in several languages. Never a turn, a seat or anything of a visitor.
 */
import { z } from 'zod';
import { BusinessDay } from '../clock.ts';
import { OfferId, RoomId } from '../ids.ts';
import { Language } from '../language.ts';
import { TimeOfDay, Weekday } from '../week.ts';

/** The sectors of R4V, the region's platform for refugees and migrants: what people look for, in the order of its plans. */
export const Sector = z.enum(['health', 'education', 'protection', 'integration', 'shelter', 'food', 'wash', 'transport', 'cash']);
export type Sector = z.infer<typeof Sector>;

/**
 * A text in the languages it was written in and in no other: two hundred of them in all six would
 * not fit into one entry. Who reads it asks `textIn`.
 */
export const OfferText = z
  .partialRecord(Language, z.string().trim().min(1).max(120))
  .refine((given) => Object.keys(given).length > 0, { message: 'a text stands in one language at least' });
export type OfferText = z.infer<typeof OfferText>;

/** Pictures of activities; a name that is not here can't be drawn. */
export const ActivityIcon = z.enum(['talk', 'class', 'music', 'ball', 'children', 'craft', 'meal', 'cinema']);
export type ActivityIcon = z.infer<typeof ActivityIcon>;

/** What people come together for: once, or each week. */
export const Activity = z
  .object({
    id: OfferId,
    icon: ActivityIcon,
    name: OfferText,
    what: OfferText,
    room: OfferText,
    /** The same room on the house's map. */
    onMap: RoomId.exactOptional(),
    /** A date of the centre's calendar, or a day of every week. */
    on: z.union([BusinessDay, Weekday]),
    from: TimeOfDay,
    to: TimeOfDay,
    isFree: z.boolean(),
  })
  .refine(({ from, to }) => from < to, { message: 'an activity ends after it begins' });
export type Activity = z.infer<typeof Activity>;

/** A text as it is said, and the language that is: a page marks it where it is not its own. */
export interface SaidText {
  readonly text: string;
  readonly language: Language;
}

/**
 * A text for whoever reads `wanted`; where nobody wrote that, in the centre's first language; where
 * nobody wrote that either, as it was written first.
 */
export function textIn(given: OfferText, wanted: Language, first: Language): SaidText {
  const written = Language.options.filter((language) => given[language] !== undefined);
  const language = [wanted, first, ...written].find((each) => given[each] !== undefined) ?? first;
  return { text: given[language] ?? '', language };
}
