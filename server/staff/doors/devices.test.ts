/** The pages of devices, as an admin goes through them while real devices ask at the server's doors. */
import { describe, expect, test } from 'vitest';
import { AskReply, EnrolCode, EnrolReply, ENROL_CODE_MS, WIRE_HEADER } from '../../../shared/contract/wire.ts';
import { weekly } from '../../../tests/fixtures/events/series.ts';
import { SeatLeaseId, SignupId } from '../../../shared/domain/ids.ts';
import { fingerprintOf } from '../../../shared/domain/entries/introduction.ts';
import { sha256 } from '../../digest.ts';
import { CODE_LIMIT } from '../../enrolment/index.ts';
import { FIRST_WAIT_MS } from '../../store/tries.ts';
import { createDevice, createKey, NOON, type TestDevice } from '../../testing/device.ts';
import { asking, enrolment, SPEAKS } from '../../testing/messages.ts';
import { openTestPages, type TestBrowser, type TestPages } from '../testing/pages.ts';
import { PASSWORD } from '../testing/staff.ts';

const DEVICES = '/admin/devices';
const kiosk = createDevice(1);
const van = { ...createDevice(2), name: '<b>Furgón</b>' };
const GUESS = 'BBBB BBBB';

interface Centre extends TestPages {
  readonly admin: TestBrowser;
  /** The code that this device shows. */
  readonly ask: (device: TestDevice) => Promise<string>;
  /** The list, as it is now. */
  readonly list: () => Promise<string>;
  readonly acts: () => Promise<readonly string[]>;
}

/** A centre whose first device is in, and an admin before the list of devices. */
async function openCentre(): Promise<Centre> {
  const pages = await openTestPages();
  const send = async (path: string, body: object): Promise<unknown> =>
    (await fetch(`http://127.0.0.1:${pages.port}${path}`, { method: 'POST', headers: { 'content-type': 'application/json', [WIRE_HEADER]: SPEAKS }, body: JSON.stringify(body) })).json();
  EnrolReply.parse(await send('/v1/enrol', enrolment(kiosk, pages.enrolCode())));
  await pages.app.owner.tick();
  const admin = await pages.signedIn('admin');
  await admin.get(DEVICES);
  return {
    ...pages,
    admin,
    async ask(device) {
      const reply = AskReply.parse(await send('/v1/enrol/ask', asking(device)));
      return reply.kind === 'waiting' ? reply.code : reply.kind;
    },
    list: async () => (await admin.get(DEVICES)).html,
    acts: async () => (await pages.store.audit({ limit: 3 })).map(({ who, act, subject, detail }) => [who, act, subject, detail].join(' ')),
  };
}

/** A device's row, without its markup. */
function rowOf(html: string, { id, key }: TestDevice): string {
  const row = html.split(/<\/?tr>/).find((each) => each.includes(fingerprintOf(sha256, key))) ?? `no row of ${id}`;
  return row.replaceAll(/<[^>]*>/g, ' ').replaceAll(/\s+/g, ' ').trim();
}

describe('a device that asks', () => {
  test('[X7] is found by its code, however that is typed, compared, and let in; the audit says who did it', async () => {
    const { admin, ask, acts, list, kept } = await openCentre();
    const code = await ask(van);
    expect(await list()).toMatch(/Espera 1 equipo\.[^]*<bdi>&lt;b&gt;Furgón&lt;\/b&gt;<\/bdi>/);
    const found = await admin.post(`${DEVICES}/find`, { code: ` ${code.slice(0, 4).toLowerCase()} ${code.slice(4)} ` });
    expect(found.status).toBe(200);
    for (const shown of [fingerprintOf(sha256, van.key), '&lt;b&gt;Furgón&lt;/b&gt;', '2 mar 2026, 7:00', 'Es nuevo en este centro']) expect(found.html).toContain(shown);
    expect(found.html).not.toContain('<b>Furgón');
    const allowed = await admin.post(`${DEVICES}/answer`, { code, answer: 'allow' });
    expect(allowed.headers.location).toBe(`${DEVICES}?done=deviceAllowed`);
    expect((await admin.get(`${DEVICES}?done=deviceAllowed`)).html).toContain('El equipo entró.');
    expect(await ask(van)).toBe('approved');
    expect(await kept.device(van.id)).toMatchObject({ standing: 'in' });
    // The order says so by the time the next page is shown: the lane is in it.
    expect(rowOf(await list(), van)).toBe(`&lt;b&gt;Furgón&lt;/b&gt; ${fingerprintOf(sha256, van.key)} Dentro, aún no ha llegado C Nunca Sacar`);
    expect((await acts())[0]).toBe(`admin-luis deviceAllowed ${van.id} <b>Furgón</b>`);
    expect((await admin.get('/admin/audit')).html).toContain('Dejó entrar el equipo «&lt;b&gt;Furgón&lt;/b&gt;»');
  });

  test('[X7] is refused, which its screen learns and the audit keeps', async () => {
    const { admin, ask, acts } = await openCentre();
    const code = await ask(van);
    expect((await admin.post(`${DEVICES}/answer`, { code, answer: 'refuse' })).headers.location).toBe(`${DEVICES}?done=deviceRefused`);
    expect(await ask(van)).toBe('refused');
    expect((await acts())[0]).toBe(`admin-luis deviceRefused ${van.id} <b>Furgón</b>`);
    const late = await admin.post(`${DEVICES}/answer`, { code, answer: 'allow' });
    expect([late.status, late.html.includes('Ningún equipo que espera muestra ese código')]).toEqual([404, true]);
  });

  test('[J11] is told apart where one with its id is in, or was put out', async () => {
    const { admin, ask, kept, clock } = await openCentre();
    await admin.post(`${DEVICES}/answer`, { code: await ask(van), answer: 'allow' });
    const again = { ...createDevice(2, 2), ...createKey(9) };
    const find = async () => (await admin.post(`${DEVICES}/find`, { code: await ask(again) })).html;
    expect(await find()).toContain('Ya está dentro con otra clave, que dejará de servir');
    await kept.revoke(van.id, clock.now());
    expect(await find()).toContain('Estuvo en este centro y alguien lo sacó');
  });

  test('waits in vain where there is no centre yet, and the page says what comes first', async () => {
    const pages = await openTestPages();
    const admin = await pages.signedIn('admin');
    expect((await admin.get(DEVICES)).html).toContain('Todavía no ha entrado ningún equipo');
    const { id: device, key, name } = van;
    const asked = await pages.kept.ask({ device, key, name, wrote: 0, secretHash: 's', code: EnrolCode.parse('BCDFGHJK'), at: pages.clock.now() });
    expect(asked.kind).toBe('waiting');
    const answer = await admin.post(`${DEVICES}/answer`, { code: 'BCDFGHJK', answer: 'allow' });
    expect([answer.status, answer.html.includes('Aún no hay un centro al que entrar')]).toEqual([409, true]);
  });
});

describe('codes that are wrong', () => {
  test('[X7] are told so in the field; after five of an account each next one waits, and the page says how long', async () => {
    const centre = await openCentre();
    const { admin, ask, clock } = centre;
    const code = await ask(van);
    const find = (typed: string, from = admin) => from.post(`${DEVICES}/find`, { code: typed });
    for (let time = 0; time < CODE_LIMIT.free; time += 1) {
      const wrong = await find(GUESS);
      expect(wrong.status).toBe(404);
      expect(wrong.html).toMatch(new RegExp(`<input id="code"[^>]*value="${GUESS}"[^>]*aria-invalid="true" autofocus>`));
    }
    const waits = await find(code);
    expect([waits.status, waits.headers['retry-after'], waits.html.includes('Espere medio minuto')]).toEqual([429, '30', true]);
    expect((await admin.post(`${DEVICES}/answer`, { code, answer: 'allow' })).status).toBe(429);
    // The account waits, in whatever browser; another account does not.
    expect((await find(code, await centre.signedIn('admin'))).status).toBe(429);
    const rosa = centre.browser();
    await rosa.post('/admin/sign-in', { name: 'admin-rosa', password: PASSWORD });
    await rosa.get(DEVICES);
    expect((await find(code, rosa)).status).toBe(200);
    clock.advance(FIRST_WAIT_MS);
    expect((await find(code)).status).toBe(200);
  });

  test('and those that are too old, are no device’s', async () => {
    const { admin, ask, clock } = await openCentre();
    const code = await ask(van);
    clock.advance(ENROL_CODE_MS);
    expect((await admin.post(`${DEVICES}/find`, { code })).status).toBe(404);
    expect((await admin.post(`${DEVICES}/answer`, { code, answer: 'perhaps' })).status).toBe(400);
  });
});

describe('a device that is in', () => {
  test('[X7] is put out on a page that says what that does; once, and the audit says who did it', async () => {
    const { admin, ask, list, acts, kept } = await openCentre();
    await admin.post(`${DEVICES}/answer`, { code: await ask(van), answer: 'allow' });
    const path = `${DEVICES}/${van.id}/revoke`;
    const { html } = await admin.get(path);
    for (const said of ['Sacar &lt;b&gt;Furgón', 'Sus pantallas dejan de dar números', 'ya no se recibe']) expect(html).toContain(said);
    for (let time = 0; time < 2; time += 1) expect((await admin.post(path, {})).headers.location).toBe(`${DEVICES}?done=deviceRevoked`);
    expect(await kept.device(van.id)).toMatchObject({ standing: 'out' });
    expect(rowOf(await list(), van)).toMatch(/ Fuera C Nunca$/);
    expect((await acts()).map((line) => line.split(' ')[1])).toEqual(['deviceRevoked', 'deviceAllowed', 'signedIn']);
  });

  test('[J19] that is away is written off, with words of what that may break; then numbers wait for it no longer', async () => {
    const { admin, app, list, acts, kept, clock } = await openCentre();
    await kept.report({ device: kiosk.id, generation: 1, at: clock.now() });
    expect(rowOf(await list(), kiosk)).toMatch(/Dentro, sin conexión B 2 mar 2026, 7:00 Dar por perdido Sacar$/);
    expect(await list()).toContain('Se reservan para cada equipo');
    await app.owner.open();
    expect(rowOf(await list(), kiosk)).toContain('Falta que diga qué números dio');
    expect(await list()).toContain('o se dé por perdido: Device 1');
    const path = `${DEVICES}/${kiosk.id}/write-off`;
    expect((await admin.get(path)).html).toMatch(/class="risk">Puede romper algo: los números que dio y nunca comunicó pueden darse otra vez/);
    expect((await admin.get(`${DEVICES}/${kiosk.id}/revoke`)).html).toMatch(/class="risk">Falta que diga qué números dio/);
    expect((await admin.post(path, {})).headers.location).toBe(`${DEVICES}?done=deviceWrittenOff`);
    const html = await list();
    expect(rowOf(html, kiosk)).toMatch(/Dado por perdido B .* Sacar$/);
    expect(html).toContain('Se reservan para cada equipo');
    expect((await acts())[0]).toBe(`admin-luis deviceWrittenOff ${kiosk.id} Device 1`);
  });

  test('[S1] with seats to give says how many, before it is written off or put out', async () => {
    const { admin, app, kept, clock } = await openCentre();
    const later = weekly({ capacity: 8, start: '2026-03-09T09:00', zone: 'UTC', signup: { partyAtMost: 4, closesMinutes: 0, opensDays: 30, seatsAhead: 2, holdHours: 2, takesPhone: false, questions: [] } });
    const author = createDevice(1);
    const entries = [author.write({ type: 'series.put', payload: { series: later } })];
    await kept.push({ device: kiosk.id, epoch: 1, first: 1, entries, sent: author.readClocks(1, NOON), receivedAt: clock.now() });
    await app.owner.tick();
    const pages = async () => [(await admin.get(`${DEVICES}/${kiosk.id}/write-off`)).html, (await admin.get(`${DEVICES}/${kiosk.id}/revoke`)).html];
    for (const html of await pages()) expect(html).not.toContain('de actividades');
    expect(await app.owner.seats(kiosk.id, { lease: SeatLeaseId.parse('v'.repeat(26)), series: later.id, date: later.start, seats: 2 })).toMatchObject({ kind: 'granted' });
    await app.owner.tick();
    for (const html of await pages()) expect(html).toMatch(/class="risk">Tenía 2 lugares de actividades/);
  });

  test('[J15] that was not heard from since somebody was forgotten is told with how many', async () => {
    const { kept, list, clock } = await openCentre();
    await kept.report({ device: kiosk.id, generation: 1, at: clock.now() });
    expect(rowOf(await list(), kiosk)).not.toContain('se borraron');
    clock.advance(60_000);
    await kept.forgetKeys(['q', 'r'].map((letter) => SignupId.parse(letter.repeat(26))), clock.now());
    expect(rowOf(await list(), kiosk)).toContain('Aún no sabe que se borraron los datos de 2 personas');
    clock.advance(60_000);
    await kept.report({ device: kiosk.id, generation: 1, at: clock.now() });
    expect(rowOf(await list(), kiosk)).not.toContain('se borraron');
  });

  test('[J19] is named where numbers wait for it; of many, the first are', async () => {
    const { app, list, kept, clock } = await openCentre();
    for (let number = 11; number < 16; number += 1) {
      const { id: device, key, name } = createDevice(number);
      await kept.putDevice({ device, key, name, epoch: 1, standing: 'in', at: clock.now() + number });
    }
    await app.owner.open();
    expect(await list()).toContain('o se den por perdidos: Device 1, Device 11, Device 12 y 3 más');
  });

  test('whose address is no device’s are told so', async () => {
    const { admin } = await openCentre();
    for (const id of [createDevice(77).id, 'x', '%3Cscript%3E']) {
      for (const answer of [await admin.get(`${DEVICES}/${id}/revoke`), await admin.post(`${DEVICES}/${id}/write-off`, {})]) {
        expect([answer.status, answer.html.includes('Ese equipo no existe')]).toEqual([404, true]);
      }
    }
  });
});

describe('the order', () => {
  test('[J5] says how much there is of it, and how much nobody could read', async () => {
    const { list, kept, clock } = await openCentre();
    const { generation, no } = await kept.head();
    expect(await list()).toMatch(/Ordena el centro[^]*<dt>Generación<\/dt><dd>1<\/dd>[^]*<dt>En cuarentena<\/dt><dd>Nada<\/dd>/);
    await kept.push({ device: kiosk.id, epoch: 1, first: 1, entries: [kiosk.seal('no envelope')], sent: undefined, receivedAt: clock.now() });
    const html = await list();
    expect(html).toContain(`<dd>${no + 1} entradas</dd>`);
    expect([generation, html.includes('1 entrada que no se pudo leer')]).toEqual([1, true]);
    expect(html).not.toContain(`${DEVICES}/open`);
  });

  test.each([
    [{ kind: 'fenced', by: 7 }, 'Ya no ordena: otro abrió la generación 7', 'Hágalo solo si el otro servidor está apagado', 8],
    [{ kind: 'collecting' }, 'aún no ordena', 'se pierde', 2],
  ] as const)('[J19] of a server that is %j is opened by hand, after a page that says what that costs, once', async (ordering, says, warns, opens) => {
    const { admin, list, acts, kept } = await openCentre();
    await kept.setOrdering(ordering);
    const html = await list();
    for (const said of [says, 'No se reservan mientras este servidor no ordene', `${DEVICES}/open`]) expect(html).toContain(said);
    const page = (await admin.get(`${DEVICES}/open`)).html;
    for (const said of [warns, `en la generación ${opens}.`]) expect(page).toContain(said);
    for (let time = 0; time < 2; time += 1) expect((await admin.post(`${DEVICES}/open`, {})).headers.location).toBe(`${DEVICES}?done=generationOpened`);
    expect([await kept.ordering(), (await kept.head()).generation]).toEqual([{ kind: 'ordering' }, opens]);
    expect((await acts()).filter((line) => line.includes('generationOpened'))).toEqual([`admin-luis generationOpened  ${opens}`]);
    expect((await admin.get(`${DEVICES}/open`)).headers.location).toBe(DEVICES);
    expect((await admin.get('/admin/audit')).html).toContain(`Abrió la generación ${opens} del orden`);
  });
});
