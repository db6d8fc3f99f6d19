import { fastify, type FastifyInstance } from 'fastify';
import { describe, expect, it, onTestFinished } from 'vitest';
import { at, DIRECTORY, HERE, placeRecord, recordId, serviceRecord, weekly } from '../../tests/fixtures/directory.ts';
import { OwnedCentre, type OwnedDevice } from '../../tests/fixtures/owned-centre.ts';
import { newChange } from '../../tests/fixtures/book.ts';
import { SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { SERVICE_PATH, tokenOfService } from '../../shared/domain/directory/link.ts';
import { keyOfRecord, type DirectoryRecord } from '../../shared/domain/directory/record.ts';
import { sha256 } from '../digest.ts';
import { MISSES_PER_MINUTE } from '../follow/misses.ts';
import { addServicePages } from './index.ts';

interface Bench {
  readonly centre: OwnedCentre;
  readonly device: OwnedDevice;
  readonly http: FastifyInstance;
  look(n: number | string, query?: string, headers?: Record<string, string>): Promise<{ status: number; html: string; headers: Record<string, unknown> }>;
}

async function open(records: readonly DirectoryRecord[] = DIRECTORY): Promise<Bench> {
  const centre = await OwnedCentre.start();
  const device = await centre.letInFirst();
  const http = fastify();
  addServicePages(http, { owner: centre.owner, store: centre.store, clock: centre.clock, publicUrl: 'https://turnos.example.org' });
  onTestFinished(async () => {
    await http.close();
    await centre.close();
  });
  device.write({ type: 'centre.configured', payload: { centre: Centre.parse({ ...SMALL_CENTRE, id: 'la-prueba', finding: { point: HERE } }) } });
  device.write({ type: 'directory.changed', payload: { change: newChange(), part: 1, parts: 1, put: [...records], drop: [] } });
  await device.push();
  await centre.look();
  return {
    centre, device, http,
    async look(n, query = '', headers = {}) {
      const token = typeof n === 'string' ? n : tokenOfService(sha256, centre.owner.state().centre?.id ?? ('none' as never), recordId(n));
      const { statusCode, body, headers: told } = await http.inject({ url: `${SERVICE_PATH}${token}${query}`, headers });
      return { status: statusCode, html: body, headers: told };
    },
  };
}

const NOBODY = '0'.repeat(26);

describe('a service on a phone', () => {
  it('[D4] says whether it is open, where, when and what to bring, in the phone’s language or another one touch away', async () => {
    const bench = await open();
    const { status, html } = await bench.look(1);
    expect(status).toBe(200);
    for (const part of ['<html lang="es" dir="ltr">', 'Vacunación', 'Médicos del Mundo', 'Abierto ahora. Cierra a las 12:00.', 'Calle 12 # 4-30, Bogotá', 'De lunes a viernes: 8:00 – 12:00, 14:00 – 17:00', 'El carné de vacunas', 'Es gratis', 'geo:4.6021,-74.0718', 'href="?l=en"']) expect(html).toContain(part);
    expect(html).not.toContain(recordId(1));
    expect((await bench.look(1, '', { 'accept-language': 'en-GB' })).html).toContain('Vaccination');
    expect((await bench.look(1, '?l=ar', { 'accept-language': 'en' })).html).toContain('<html lang="ar" dir="rtl">');
    expect((await bench.look(1, '?l=xx')).html).toContain('<html lang="es"');
    expect((await bench.look(7)).html).toContain('En obras hasta enero.');
  });

  it('[D4] gives its hours to a calendar, where it has hours that a calendar can hold', async () => {
    const bench = await open();
    const saved = await bench.look(1, '?l=es&ics=1');
    expect([saved.status, saved.headers['content-type'], saved.headers['content-disposition']]).toEqual([200, 'text/calendar; charset=utf-8', 'attachment; filename="umbral.ics"']);
    expect(saved.html).toContain('RRULE:FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR');
    expect((await bench.look(1)).html).toContain('Guardar el horario');
    // Of one nobody knows when, the other is closed for a time.
    for (const n of [5, 7]) {
      const none = await bench.look(n, '?l=es&ics=1');
      expect([none.headers['content-type'], none.html.includes('Guardar el horario')]).toEqual(['text/html; charset=utf-8', false]);
    }
  });

  it('[D4] gives a calendar the hours of the place that the page shows first, by the clocks there', async () => {
    const [near, far] = [placeRecord(60, { name: 'Cerca', latitude: 4.599, longitude: -74.0758 }, { zone: 'America/Caracas' }), placeRecord(61, { name: 'Lejos', latitude: 4.7, longitude: -74.0758 })];
    const bench = await open([near, far, serviceRecord(1, { service_at_locations: [{ ...at(61), schedules: [weekly(1, 'TU', '08:00', '12:00')] }, { ...at(60), schedules: [weekly(2, 'WE', '09:00', '13:00')] }] })]);
    const { html: calendar } = await bench.look(1, '?ics=1');
    expect(calendar).toMatch(/DTSTART;TZID=America\/Caracas:\d{8}T090000\r\n/);
    expect(calendar.match(/^(?:RRULE|LOCATION):.*$/gm)).toEqual(['RRULE:FREQ=WEEKLY;BYDAY=WE', 'LOCATION:Cerca']);
  });

  it('[D4] changes with the directory, and is gone with what it shows', async () => {
    const bench = await open();
    const put = async (more: { put?: DirectoryRecord[]; drop?: DirectoryRecord[] }): Promise<void> => {
      bench.device.write({ type: 'directory.changed', payload: { change: newChange(), part: 1, parts: 1, put: more.put ?? [], drop: (more.drop ?? []).map(keyOfRecord) } });
      await bench.device.push();
      await bench.centre.look();
    };
    await put({ put: [placeRecord(60, { name: 'Casa nueva' })] });
    expect((await bench.look(1)).html).toContain('Casa nueva');
    await put({ put: [serviceRecord(1, { status: 'inactive' })] });
    expect((await bench.look(1)).status).toBe(404);
    await put({ drop: [serviceRecord(3)] });
    expect((await bench.look(3)).status).toBe(404);
  });

  it('[X2] of a discreet one says where and when, and nothing that tells what it is for', async () => {
    const bench = await open([placeRecord(60, { name: 'Casa azul' }), serviceRecord(4, { name: 'Violencia', description: 'Abogada', service_at_locations: [at(60)], required_documents: [{ id: recordId(801), document: 'Denuncia' }] }, { sectors: ['protection'], discreet: { es: 'Conversar' } })]);
    const { html } = await bench.look(4);
    for (const part of ['Conversar', 'Casa azul']) expect(html).toContain(part);
    expect(html).not.toMatch(/violencia|abogada|denuncia|protection/i);
    expect((await bench.look(4, '?vcf=1')).html).not.toMatch(/violencia|abogada|denuncia/i);
  });

  it('[X6] is kept by nobody: no script, nothing from elsewhere, no cache, no referrer, no index', async () => {
    const bench = await open();
    const { html, headers } = await bench.look(1);
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex, nofollow' });
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'$/);
    expect(html).not.toMatch(/<script|src=|url\(|https?:/);
  });

  it('[X6] says the same of whatever is none, and soon only that somebody tries too often; who has one is told all the same', async () => {
    const bench = await open();
    const { html, status } = await bench.look(NOBODY);
    expect(status).toBe(404);
    expect((await bench.look('%3Cb%3E')).html).toBe(html);
    for (let tried = 2; tried < MISSES_PER_MINUTE; tried += 1) await bench.look(NOBODY);
    expect((await bench.look(NOBODY)).status).toBe(429);
    expect((await bench.look(1)).status).toBe(200);
  });

  it('[J19] is not told by a server that does not order any more', async () => {
    const bench = await open();
    await bench.centre.owner.fence(7);
    const [service, nobody] = [await bench.look(1), await bench.look(NOBODY)];
    expect([service.status, service.html]).toEqual([503, nobody.html]);
    expect(service.html).not.toContain('Vacunación');
  });

  it('shows words as words, whoever wrote them', async () => {
    const bench = await open([serviceRecord(1, { name: '<b>Vacunas</b> & "más"', phones: [{ id: recordId(820), number: '155"><script>' }] })]);
    const { html } = await bench.look(1);
    expect(html).toContain('&lt;b&gt;Vacunas&lt;/b&gt; &amp; &quot;más&quot;');
    expect(html).toContain('href="tel:155"');
    expect(html).not.toMatch(/<script|<b>/);
  });
});

describe('its card', () => {
  it('is one that phones read, whatever stands in it', async () => {
    const bench = await open([serviceRecord(1, { name: 'Vacunas; niños, grandes\nEND:VCARD', phones: [{ id: recordId(820), number: '601 555 0143' }], service_at_locations: [at(60)] }), placeRecord(60, { name: 'Casa', latitude: 4.6, longitude: -74.1, addresses: [{ id: recordId(860), address_1: `Calle ${'á'.repeat(60)}`, city: 'Bogotá' }] })]);
    const { html: card, headers } = await bench.look(1, '?vcf=1');
    expect(headers['content-type']).toBe('text/vcard; charset=utf-8');
    const lines = card.split('\r\n');
    expect([lines[0], lines.at(-2), lines.at(-1)]).toEqual(['BEGIN:VCARD', 'END:VCARD', '']);
    expect(lines.filter((line) => line === 'END:VCARD')).toHaveLength(1);
    expect(lines.every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    const whole = card.replaceAll('\r\n ', '');
    for (const line of ['FN:Vacunas\\; niños\\, grandes\\nEND:VCARD', 'TEL;TYPE=WORK:601 555 0143', 'GEO:4.6;-74.1', `ADR;TYPE=WORK:;;Calle ${'á'.repeat(60)}\\, Bogotá;;;;`]) expect(whole).toContain(`${line}\r\n`);
    expect(whole).toMatch(/URL:https:\/\/turnos\.example\.org\/servicio\/[0-9a-z]{26}\r\n/);
  });
});
