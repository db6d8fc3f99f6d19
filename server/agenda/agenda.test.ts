import { fastify } from 'fastify';
import ICAL from 'ical.js';
import { describe, expect, it, onTestFinished } from 'vitest';
import { aSeries, weekly } from '../../tests/fixtures/events/series.ts';
import { OwnedCentre } from '../../tests/fixtures/owned-centre.ts';
import { SMALL_CENTRE } from '../../tests/fixtures/world.ts';
import { Centre } from '../../shared/domain/centre.ts';
import { readCalendar } from '../../shared/domain/events/calendar/index.ts';
import type { Series } from '../../shared/domain/events/index.ts';
import { SeriesId } from '../../shared/domain/ids.ts';
import { addAgenda, ASKS_PER_MINUTE } from './index.ts';

const id = (letter: string): SeriesId => SeriesId.parse(letter.repeat(26));
const plan = { floors: [{ id: 'ground', name: { es: 'Planta baja' }, width: 6, height: 6, rooms: [{ id: 'room-2', name: { es: 'Salón 2', en: 'Room 2' }, shape: [[0, 0], [4, 0], [4, 4]] }] }] };
const SEWING = weekly({
  id: id('a'), what: { es: 'Traiga su tela <b>' }, place: { kind: 'room', room: 'room-2' as never }, organiser: 'Mujeres del barrio', audiences: ['women'], languages: ['es', 'ht'], access: ['stepFree'], hasChildcare: true, capacity: 12,
  cost: { kind: 'paid', what: { es: '2000 pesos' } }, start: '2026-11-23T17:00',
  changes: [{ kind: 'cancelled', original: '2026-11-30T17:00' }, { kind: 'changed', original: '2026-12-07T17:00', start: '2026-12-08T18:00', name: { es: 'Costura: fiesta' } }],
});
const FOOTBALL = aSeries({ id: id('b'), icon: 'ball', name: { es: 'Fútbol' }, start: '2026-11-24T16:00' });
const OVER = aSeries({ id: id('c'), name: { es: 'Ya pasó' }, start: '2026-11-01T16:00' });

interface Looked {
  readonly status: number;
  readonly body: string;
  readonly headers: Record<string, unknown>;
  readonly linked: { readonly '@graph': readonly Record<string, unknown>[] };
}

async function open(series: readonly Series[] = [SEWING, FOOTBALL, OVER]): Promise<(path: string, headers?: Record<string, string>) => Promise<Looked>> {
  const centre = await OwnedCentre.start();
  const device = await centre.letInFirst();
  const http = fastify();
  addAgenda(http, { owner: centre.owner, store: centre.store, clock: centre.clock, publicUrl: 'https://turnos.example.org' });
  onTestFinished(async () => {
    await http.close();
    await centre.close();
  });
  const activities = [{ id: 'reading', icon: 'class', name: { es: 'Lectura' }, what: { es: 'Cuentos' }, room: { es: 'Biblioteca' }, on: 'wed', from: '10:00', to: '11:00', isFree: true }];
  device.write({ type: 'centre.configured', payload: { centre: Centre.parse({ ...SMALL_CENTRE, plan, activities }) } });
  for (const each of series) device.write({ type: 'series.put', payload: { series: each } });
  await device.push();
  await centre.look();
  return async (path, headers = {}) => {
    const { statusCode, body, headers: told } = await http.inject({ url: `/actividades${path}`, headers });
    const data = /<script type="application\/ld\+json">(.*)<\/script>/.exec(body)?.[1] ?? '{}';
    return { status: statusCode, body, headers: told, linked: JSON.parse(data) as Looked['linked'] };
  };
}

describe('[E5] activities for whoever can’t come by first', () => {
  it('are a page of the coming days, of the file and of coordinators alike, in the reader’s language or another one touch away', async () => {
    const look = await open();
    const { status, body } = await look('');
    expect(status).toBe(200);
    for (const part of ['<html lang="es" dir="ltr">', 'Hoy, lunes', 'Taller de costura', '17:00\u00a0–\u00a018:30', 'Salón 2', 'Fútbol', 'Lectura', 'Biblioteca', `/actividades/${'a'.repeat(26)}?l=es`, 'href="?l=en"']) expect(body).toContain(part);
    expect(body).not.toContain('Ya pasó');
    expect((await look('', { 'accept-language': 'en-GB' })).body).toContain('Sewing');
    expect((await look('?l=ar')).body).toContain('<html lang="ar" dir="rtl">');
    expect((await look('?l=xx')).body).toContain('<html lang="es"');
  });

  it('are a page each, with every date to come, one that was called off and one that was moved said to be', async () => {
    const look = await open();
    const { body } = await look(`/${'a'.repeat(26)}?l=es`);
    for (const part of ['Taller de costura', 'Traiga su tela &lt;b&gt;', 'Mujeres del barrio', 'Mujeres', 'Kreyòl ayisyen', 'Sin escalones', 'Cuidado de niñas y niños', '2000 pesos', '30 de noviembre, 17:00\u00a0–\u00a018:30 <span class="mark">Cancelada</span>', '8 de diciembre, 18:00\u00a0–\u00a019:30 <span class="mark">Cambió de hora</span>']) expect(body).toContain(part);
    expect((await look('/reading')).body).toContain('Lectura');
    expect([(await look(`/${'c'.repeat(26)}`)).status, (await look('/nothing')).status]).toEqual([404, 404]);
  });

  it('say the same to machines in the words of schema.org, by the clocks of the place', async () => {
    const look = await open();
    const { linked, body } = await look(`/${'a'.repeat(26)}?l=es`);
    expect(linked['@graph'][0]).toEqual({
      '@type': 'Event', name: 'Taller de costura', description: 'Traiga su tela <b>', startDate: '2026-11-23T17:00:00-05:00', endDate: '2026-11-23T18:30:00-05:00', eventStatus: 'https://schema.org/EventScheduled',
      eventAttendanceMode: 'https://schema.org/OfflineEventAttendanceMode', location: { '@type': 'Place', name: 'Salón 2, Centro La Prueba' }, organizer: { '@type': 'Organization', name: 'Mujeres del barrio' },
      isAccessibleForFree: false, inLanguage: ['es', 'ht'], audience: [{ '@type': 'Audience', audienceType: 'women' }], maximumAttendeeCapacity: 12, url: `https://turnos.example.org/actividades/${'a'.repeat(26)}`,
    });
    expect(linked['@graph'][1]).toMatchObject({ eventStatus: 'https://schema.org/EventCancelled' });
    expect(linked['@graph'][2]).toMatchObject({ name: 'Costura: fiesta', eventStatus: 'https://schema.org/EventRescheduled', startDate: '2026-12-08T18:00:00-05:00', previousStartDate: '2026-12-07T17:00:00-05:00' });
    // Nothing that somebody wrote ends the script, or begins another.
    expect(body.match(/<script/g)).toHaveLength(1);
  });

  it('are a calendar to follow: all, or those of a room, of a kind, for some people, or one; another reader reads it, and ours reads the same series', async () => {
    const look = await open();
    const uids = async (query: string): Promise<readonly string[]> => {
      const { status, headers, body } = await look(`.ics${query}`);
      expect([status, headers['content-type']]).toEqual([200, 'text/calendar; charset=utf-8']);
      const events = new ICAL.Component(ICAL.parse(body) as never).getAllSubcomponents('vevent');
      return [...new Set(events.map((event) => String(event.getFirstPropertyValue('summary'))))].toSorted();
    };
    expect(await uids('?l=es')).toEqual(['Costura: fiesta', 'Fútbol', 'Lectura', 'Taller de costura', 'Ya pasó']);
    expect(await uids('?l=es&room=room-2')).toEqual(['Costura: fiesta', 'Taller de costura']);
    expect(await uids('?l=es&kind=ball')).toEqual(['Fútbol']);
    expect(await uids('?l=es&for=children')).toEqual(['Fútbol', 'Lectura', 'Ya pasó']);
    expect(await uids(`?l=es&offer=${'b'.repeat(26)}`)).toEqual(['Fútbol']);
    const { body } = await look(`.ics?offer=${'b'.repeat(26)}`);
    expect(body).not.toMatch(/ATTENDEE|ORGANIZER|mailto:/i);
    expect(readCalendar(body, { zone: 'America/Bogota', language: 'es', icon: 'talk', rooms: [], idOf: () => id('b') })).toMatchObject({ series: [FOOTBALL], faults: [] });
  });

  it('tell nobody more than they may ask: what can’t be asked is refused, and who asks without end waits', async () => {
    const look = await open([]);
    expect((await look('?room=NOT%20A%20ROOM')).status).toBe(400);
    const { headers } = await look('');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    for (let n = 0; n < ASKS_PER_MINUTE; n += 1) await look('');
    expect((await look('')).status).toBe(429);
  });
});
