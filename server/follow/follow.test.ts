import { fastify, type FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { DESK_3, HEALTH } from '../../tests/fixtures/world.ts';
import { FOLLOW_PATH } from '../../shared/contract/scans.ts';
import type { VisitId } from '../../shared/domain/ids.ts';
import { spellLabel } from '../../shared/domain/label.ts';
import { addFollowPages } from './index.ts';
import { MISSES_PER_MINUTE } from './misses.ts';

interface Bench {
  readonly centre: OwnedCentre;
  readonly device: OwnedDevice;
  readonly http: FastifyInstance;
  look(token: string, headers?: Record<string, string>): Promise<{ status: number; html: string; headers: Record<string, unknown> }>;
}

async function open(): Promise<Bench> {
  const centre = await OwnedCentre.start();
  const device = await centre.letInFirst();
  const http = fastify();
  addFollowPages(http, centre);
  onTestFinished(async () => {
    await http.close();
    await centre.close();
  });
  return {
    centre,
    device,
    http,
    async look(token, headers = {}) {
      const { statusCode, body, headers: told } = await http.inject({ url: `${FOLLOW_PATH}${token}`, headers });
      return { status: statusCode, html: body, headers: told };
    },
  };
}

/** Everything a device wrote is in the order, and folded. */
async function ordered({ centre, device }: Bench): Promise<void> {
  await device.push();
  await centre.look();
  await device.pull();
}

async function callNext(bench: Bench): Promise<void> {
  const call = bench.device.nextCall(DESK_3);
  if (!call) throw new Error('nobody waits');
  bench.device.write(call);
  await ordered(bench);
}

const NOBODY = '0'.repeat(26);

describe('a turn on a phone', () => {
  it('[X6] is told as it stands: who waits, who is called, who was served; the number is there and nothing of who it is', async () => {
    const bench = await open();
    const [first, second] = [bench.device.issue(), bench.device.issue()] as [VisitId, VisitId];
    await ordered(bench);
    const label = spellLabel(bench.device.view().visits.get(second)?.label ?? { letter: 'Z' as never, number: 1 });
    const waiting = await bench.look(second);
    expect(waiting.status).toBe(200);
    expect(waiting.html).toContain(`<bdi class="number">${label}</bdi>`);
    expect(waiting.html).toContain('Hay 1 persona antes de usted');
    expect(waiting.html).toContain('<meta http-equiv="refresh" content="20">');
    expect(waiting.html).not.toContain(HEALTH);
    await callNext(bench);
    expect((await bench.look(first)).html).toContain('pase a la ventanilla 3');
    expect((await bench.look(second)).html).toContain('Nadie espera antes de usted');
    const at = { visit: first, leg: 1, callNo: 1, desk: DESK_3 };
    bench.device.write({ type: 'leg.started', payload: at });
    bench.device.write({ type: 'leg.finished', payload: at });
    await ordered(bench);
    const over = await bench.look(first);
    expect(over.html).toContain('Ya le atendieron con este turno.');
    expect(over.html).not.toContain('http-equiv="refresh"');
  });

  it('speaks as the browser does, and not as the ticket', async () => {
    const bench = await open();
    const visit = bench.device.issue();
    await ordered(bench);
    const spoken = async (accepted: string) => /<html lang="(\w+)" dir="(\w+)">/.exec((await bench.look(visit, { 'accept-language': accepted })).html)?.slice(1);
    expect(await spoken('ar-SY,en;q=0.5')).toEqual(['ar', 'rtl']);
    expect(await spoken('de, ht;q=0.9, fr;q=0.3')).toEqual(['ht', 'ltr']);
    expect(await spoken('uk')).toEqual(['es', 'ltr']);
  });

  it('[X6] is told for its day only', async () => {
    const bench = await open();
    const visit = bench.device.issue();
    await ordered(bench);
    bench.centre.clock.pass(24 * 3_600_000);
    expect((await bench.look(visit)).status).toBe(404);
  });

  it('[J19] [X6] is not told by a server that does not order any more: it says so, of every id alike and in each language', async () => {
    const bench = await open();
    const visit = bench.device.issue();
    await ordered(bench);
    await bench.centre.owner.fence(7);
    const said = new Set<string>();
    for (const language of ['es', 'en', 'pt', 'fr', 'ht', 'ar']) {
      const { status, html } = await bench.look(visit, { 'accept-language': language });
      expect([status, html]).toEqual([503, (await bench.look(NOBODY, { 'accept-language': language })).html]);
      expect(html).toContain('<meta http-equiv="refresh" content="20">');
      expect(html).not.toContain('class="number"');
      said.add(/<h1 class="stands">([^<]+)/.exec(html)?.[1] ?? '');
    }
    expect(said.size).toBe(6);
    expect(said).toContain('Ahora esta página no sabe cómo está su turno');
  });

  it('[X6] is kept by nobody: no script, nothing from elsewhere, no cache, no referrer, no index', async () => {
    const bench = await open();
    const { html, headers } = await bench.look(NOBODY);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
    expect(html).not.toMatch(/<script|src=|href=|url\(/);
  });

  it('[X6] says the same of whatever is none, and soon only that somebody tries too often; who has a turn is told all the same', async () => {
    const bench = await open();
    const visit = bench.device.issue();
    await ordered(bench);
    const { html } = await bench.look(NOBODY);
    expect((await bench.look('%3Cb%3E')).html).toBe(html);
    for (let tried = 2; tried < MISSES_PER_MINUTE; tried += 1) expect((await bench.look(NOBODY)).status).toBe(404);
    const refused = await bench.look(NOBODY);
    expect([refused.status, refused.headers['retry-after'], refused.html]).toEqual([429, '60', html]);
    expect((await bench.look(visit)).status).toBe(200);
    // Behind the proxy, another phone has tried nothing yet.
    expect((await bench.look(NOBODY, { 'x-forwarded-for': '203.0.113.9' })).status).toBe(404);
    bench.centre.clock.pass(60_000);
    expect((await bench.look(NOBODY)).status).toBe(404);
  });
});
