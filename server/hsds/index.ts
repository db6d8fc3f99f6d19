/**
 * The directory as open data, after the API of HSDS 3.1 (openreferral.org). In: requests to read. Out:
 * the standard's own shapes, in pages. It changes nothing, knows nobody who asks, and shows no
 * discreet service [X2].
 */
import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../../shared/domain/clock.ts';
import { nestedOrganization, nestedService, nestedServiceAtLocation, nestedWord, withBeside, type Lookups, type RawRecord, type Row } from '../../shared/domain/directory/hsds/index.ts';
import { keyOf, type DirectoryRecord, type RecordKey, type RecordKind } from '../../shared/domain/directory/record.ts';
import { wordsToFind } from '../../shared/domain/finding.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import { Records } from '../directory/records.ts';
import { addressOf } from '../follow/address.ts';
import { createMisses } from '../follow/misses.ts';
import type { CentreStore } from '../store/store.ts';
import { Asked, PER_PAGE } from './asked.ts';
import { Catalogue, type Line } from './catalogue.ts';

export interface HsdsParts {
  /** The order as it is folded. */
  readonly owner: { state(): CentreState };
  readonly store: Pick<CentreStore, 'bytesOf'>;
  readonly clock: Clock;
}

export const HSDS_PATH = '/hsds';
/** Requests that one address may make in a minute. */
export const ASKS_PER_MINUTE = 240;

const VERSION = { version: '3.1', profile: 'https://docs.openreferral.org/en/3.1/hsds/', openapi_url: 'https://raw.githubusercontent.com/openreferral/specification/3.1/schema/openapi.json' };

interface Page {
  readonly total: number;
  readonly page: number;
  readonly perPage: number;
  readonly contents: readonly Row[];
}

interface Shelf {
  readonly records: Records;
  readonly open: ReadonlyMap<RecordKey, Line>;
}

export function addHsds(http: FastifyInstance, { owner, store, clock }: HsdsParts): void {
  const records = new Records({ state: () => owner.state(), store });
  const catalogue = new Catalogue(records, () => owner.state());
  const asks = createMisses(clock, ASKS_PER_MINUTE);
  const add = (path: string, answer: (shelf: Shelf, request: FastifyRequest<{ Params: { id: string } }>, asked: Asked) => Promise<Page | Row | undefined>): void => {
    http.get<{ Params: { id: string } }>(`${HSDS_PATH}${path}`, async (request, reply) => {
      reply.headers(HEADERS);
      const waitMs = asks.waitMs(addressOf(request));
      if (waitMs > 0) return problem(reply.header('retry-after', Math.ceil(waitMs / 1000)), 429, 'Too many requests', 'Wait, and ask again.');
      const asked = Asked.safeParse(request.query);
      if (!asked.success) return problem(reply, 400, 'Not kept here', asked.error.issues.map(({ path: [name], message, code }) => (code === 'unrecognized_keys' ? message : `${String(name)}: ${message}`)).join('; '));
      const found = await answer({ records, open: await catalogue.open() }, request, asked.data);
      if (!found) return problem(reply, 404, 'Not found', 'There is nothing by that id.');
      return send(request, reply, isPage(found) ? envelope(found) : found);
    });
  };

  add('', async () => VERSION);
  add('/services', (shelf, _request, asked) => page(shelf, 'service', asked, (record, lookups) => (asked.minimal ? minimal(record) : asked.full ? nestedService(record, lookups) : flat(record, lookups))));
  add('/services/:id', (shelf, { params }) => one(shelf, 'service', params.id, nestedService));
  add('/organizations', (shelf, _request, asked) => page(shelf, 'organization', asked, (record, lookups) => (asked.full ? nestedOrganization(record, lookups) : flat(record, lookups))));
  add('/organizations/:id', (shelf, { params }) => one(shelf, 'organization', params.id, nestedOrganization));
  add('/service_at_locations', (shelf, _request, asked) => places(shelf, asked));
  add('/service_at_locations/:id', (shelf, { params }) => place(shelf, params.id));
  add('/taxonomies', (shelf, _request, asked) => page(shelf, 'taxonomy', asked, nestedWord));
  add('/taxonomies/:id', (shelf, { params }) => one(shelf, 'taxonomy', params.id, nestedWord));
  add('/taxonomy_terms', (shelf, _request, asked) => page(shelf, 'taxonomy_term', asked, nestedWord));
  add('/taxonomy_terms/:id', (shelf, { params }) => one(shelf, 'taxonomy_term', params.id, nestedWord));
}

const HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*', 'x-content-type-options': 'nosniff' } as const;

type Shape = (record: RawRecord, lookups: Lookups) => Row;

async function page(shelf: Shelf, kind: RecordKind, asked: Asked, shape: Shape): Promise<Page> {
  const fits = [...shelf.open.values()].filter((line) => line.kind === kind && isAsked(line, asked));
  const { shown, ...of } = cut(fits, asked);
  const { lookups, held } = await around(shelf, shown.map(({ id }) => keyOf(kind, id)));
  return { ...of, contents: shown.flatMap(({ id }) => { const record = held.get(keyOf(kind, id)); return record ? [shape(record as RawRecord, lookups)] : []; }) };
}

async function one(shelf: Shelf, kind: RecordKind, id: string, shape: Shape): Promise<Row | undefined> {
  const key = keyOf(kind, id.toLowerCase());
  if (!shelf.open.has(key)) return undefined;
  const { lookups, held } = await around(shelf, [key]);
  const record = held.get(key);
  return record && shape(record as RawRecord, lookups);
}

async function places(shelf: Shelf, asked: Asked): Promise<Page> {
  const all = [...shelf.open.values()].filter((line) => line.kind === 'service' && isAsked(line, asked)).flatMap((line) => line.places.map((id) => ({ id, service: keyOf('service', line.id) })));
  const { shown, ...of } = cut(all, asked);
  const { lookups, held } = await around(shelf, shown.map(({ service }) => service));
  const rows = shown.flatMap(({ id, service }) => {
    const record = held.get(service);
    const row = record && nestedServiceAtLocation(record as RawRecord, id, lookups);
    return row ? [asked.full ? row : flatPlace(row)] : [];
  });
  return { ...of, contents: rows };
}

async function place(shelf: Shelf, id: string): Promise<Row | undefined> {
  const line = [...shelf.open.values()].find((each) => each.places.includes(id.toLowerCase()));
  if (!line) return undefined;
  const key = keyOf('service', line.id);
  const { lookups, held } = await around(shelf, [key]);
  const record = held.get(key);
  return record && nestedServiceAtLocation(record as RawRecord, id.toLowerCase(), lookups);
}

function isAsked({ plain, organization, terms, modified }: Line, asked: Asked): boolean {
  const { search, organization_id: wanted, taxonomy_term_id: term, modified_after: after } = asked;
  return (
    (search === undefined || wordsToFind(search).every((word) => plain.includes(` ${word}`))) &&
    (wanted === undefined || organization === wanted.toLowerCase()) &&
    (term === undefined || terms.includes(term.toLowerCase())) &&
    (after === undefined || (modified !== undefined && Date.parse(modified) >= Date.parse(after)))
  );
}

function cut<T>(all: readonly T[], { page: at = 1, per_page: perPage = PER_PAGE }: Asked): { total: number; page: number; perPage: number; shown: readonly T[] } {
  return { total: all.length, page: at, perPage, shown: all.slice((at - 1) * perPage, at * perPage) };
}

/** Records, and all that they name, at hand: what nests them asks for nothing. What is not open is not there. */
async function around({ records, open }: Shelf, keys: readonly RecordKey[]): Promise<{ readonly lookups: Lookups; readonly held: ReadonlyMap<RecordKey, DirectoryRecord> }> {
  const lines = keys.flatMap((key) => open.get(key) ?? []);
  const organizations = new Set([...lines.flatMap(({ names }) => names.filter((key) => key.startsWith('organization/'))), ...keys.filter((key) => key.startsWith('organization/'))].map((key) => key.slice('organization/'.length)));
  const words = [...open.values()].filter(({ kind }) => kind === 'taxonomy' || kind === 'taxonomy_term' || kind === 'unit');
  const theirs = [...open.values()].filter(({ kind, organization }) => kind === 'location' && organization !== undefined && organizations.has(organization));
  const named = [...lines.flatMap(({ names }) => names), ...[...words, ...theirs].map(({ kind, id }) => keyOf(kind, id))].filter((key) => open.has(key));
  const held = new Map([...(await records.get([...new Set([...keys, ...named])]))].map(([key, record]) => [key, forEverybody(record)] as const));
  return {
    held,
    lookups: {
      recordOf: (kind, id) => held.get(keyOf(kind, id)) as RawRecord | undefined,
      locationsOf: (organization) => theirs.filter((line) => line.organization === organization).flatMap(({ id }) => (held.get(keyOf('location', id)) as RawRecord | undefined) ?? []),
    },
  };
}

/** Who made sure of it is nobody's business outside the house; that somebody did, and when, is everybody's. */
function forEverybody(record: DirectoryRecord): DirectoryRecord {
  if (record.kind !== 'service' || !record.beside.verified) return record;
  const { verified: { on }, ...beside } = record.beside;
  return { ...record, hsds: { ...record.hsds, assured_date: on }, beside };
}

/** Its own fields, and of what it names one the same: no lists. */
function flat(record: RawRecord, lookups: Lookups): Row {
  const organization = typeof record.hsds['organization_id'] === 'string' && record.kind === 'service' ? lookups.recordOf('organization', record.hsds['organization_id']) : undefined;
  const own = withoutLists(withBeside(record));
  if (!organization) return own;
  const { organization_id: _named, ...rest } = own;
  return { ...rest, organization: withoutLists(withBeside(organization)) };
}

function flatPlace({ service, location, ...row }: Row): Row {
  const plain = (value: unknown): Row | undefined => (typeof value === 'object' && value !== null ? withoutLists(value as Row) : undefined);
  const [of, where] = [plain(service), plain(location)];
  return { ...withoutLists(row), ...(of ? { service: of } : {}), ...(where ? { location: where } : {}) };
}

function withoutLists(row: Row): Row {
  return Object.fromEntries(Object.entries(row).filter(([, value]) => typeof value !== 'object'));
}

function minimal({ hsds }: RawRecord): Row {
  return { id: hsds['id'], ...(hsds['last_modified'] === undefined ? {} : { modified_date: hsds['last_modified'] }) };
}

function isPage(found: Page | Row): found is Page {
  return 'perPage' in found;
}

function envelope({ total, page: at, perPage, contents }: Page): Row {
  const pages = Math.ceil(total / perPage);
  return { total_items: total, total_pages: pages, page_number: at, size: contents.length, first_page: at === 1, last_page: at >= pages, empty: contents.length === 0, contents };
}

/** The same answer is not sent twice to whoever has it. */
function send({ headers }: FastifyRequest, reply: FastifyReply, body: Row): FastifyReply {
  const text = JSON.stringify(body);
  const tag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 27)}"`;
  reply.header('etag', tag);
  return headers['if-none-match'] === tag ? reply.code(304).send() : reply.send(text);
}

/** RFC 9457. */
function problem(reply: FastifyReply, status: number, title: string, detail: string): FastifyReply {
  return reply.code(status).type('application/problem+json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify({ type: 'about:blank', title, status, detail }));
}
