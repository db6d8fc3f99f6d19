/** What is asked of the open data, as the standard names it. In: a query. Out: what it means, or what of it is not kept here. */
import { z } from 'zod';

/** Records of a page, where nobody says how many; and the most there are. */
export const PER_PAGE = 50;
export const MOST_PER_PAGE = 200;

const flag = z.enum(['true', 'false', '1', '0', '']).transform((text) => text !== 'false' && text !== '0');
const count = z.string().regex(/^\d{1,7}$/).transform(Number);

/** Names of the published API. One that means nothing here is refused rather than passed over: whoever sent it would believe it held. */
export const Asked = z.strictObject({
  page: count.refine((page) => page >= 1).optional(),
  per_page: count.refine((size) => size >= 1).transform((size) => Math.min(size, MOST_PER_PAGE)).optional(),
  format: z.literal('json').optional(),
  search: z.string().max(200).optional(),
  full: flag.optional(),
  minimal: flag.optional(),
  organization_id: z.guid().optional(),
  taxonomy_term_id: z.guid().optional(),
  modified_after: z.iso.datetime({ offset: true }).or(z.iso.date()).optional(),
});
export type Asked = z.infer<typeof Asked>;
