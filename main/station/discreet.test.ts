/** [X2] A whole station, all that leaves it to a visitor, a wall, a paper and its log, and one name that must be in none of it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { commandIds, DESK_3, HEALTH, ORIENTATION, SMALL_CENTRE, testChance, testClock, testFolder } from '../../tests/fixtures/world.ts';
import type { StationFrame } from '../../shared/contract/bridge.ts';
import type { Command, Reply, Trust } from '../../shared/contract/commands.ts';
import type { View, ViewQuery } from '../../shared/contract/views.ts';
import { Centre, Letter } from '../../shared/domain/centre.ts';
import { PriorityId, ScannedId, VisitId } from '../../shared/domain/ids.ts';
import { openStation, type Station } from './index.ts';
import { decodePaper } from './printing/index.ts';

const SECRET = 'Acompañamiento violeta';
const NEUTRAL = 'Atención personal';
const OLDER = PriorityId.parse('mayores');

/** Health has another name for everybody who does not work here, and shares its letter with orientation. */
const CENTRE: Centre = Centre.parse({
  ...SMALL_CENTRE,
  services: SMALL_CENTRE.services.map((service) =>
    service.id === HEALTH ? { ...service, letter: Letter.parse('A'), name: { es: SECRET, en: SECRET }, about: { es: NEUTRAL, en: NEUTRAL }, discreet: { es: NEUTRAL, en: NEUTRAL } } : service,
  ),
  priorities: [{ id: OLDER, icon: 'older', name: { es: 'Precedencia', en: 'Precedence' }, byVisitor: false, weight: 2, headStartMin: 0 }],
});

let folder: ReturnType<typeof testFolder>;
let station: Station;
let log: string;

beforeEach(async () => {
  folder = testFolder();
  log = '';
  mkdirSync(join(folder.path, 'pages', 'visitor'), { recursive: true });
  writeFileSync(join(folder.path, 'pages', 'visitor', 'index.html'), '');
  station = await openStation({
    setup: {
      dataDir: folder.path,
      centre: CENTRE,
      name: 'Puerta',
      settings: { web: { host: '127.0.0.1', port: 0 }, server: { url: 'http://127.0.0.1:9' }, printer: { kind: 'virtual', folder: 'paper' } },
    },
    pages: join(folder.path, 'pages'),
    clock: testClock(),
    chance: testChance(31),
    timers: { after: () => () => {} },
    log: pino({ level: 'trace' }, new Writable({ write(chunk, _encoding, done) { log += String(chunk); done(); } })),
    onDamaged: () => {},
  });
});
afterEach(async () => {
  await station.close();
  folder.remove();
});

/** A screen that keeps all it was ever sent. */
function screen(trust: Trust): { sent: StationFrame[]; watch: (query: ViewQuery) => void; call: (command: Command) => Promise<Reply> } {
  const sent: StationFrame[] = [];
  const door = station.screens.connect(trust, (frame) => sent.push(frame));
  let frames = 0;
  const send = (frame: object): number => {
    door.receive({ frame: (frames += 1), ...frame });
    return frames;
  };
  return {
    sent,
    watch: (query) => { send({ kind: 'watch', query }); },
    async call(command) {
      const frame = send({ kind: 'call', command });
      const answer = (): StationFrame | undefined => sent.find((each) => each.kind === 'reply' && each.frame === frame);
      await vi.waitUntil(answer);
      const given = answer();
      if (given?.kind !== 'reply') throw new Error('no answer');
      return given.reply;
    },
  };
}

const shown = <K extends View['kind']>(sent: readonly StationFrame[], kind: K): string => {
  const last = sent.findLast((frame) => frame.kind === 'view' && frame.view.kind === kind);
  return JSON.stringify(last ?? null);
};

it('[X2] the real name of a discreet service, and a priority, leave the station to nobody but agents', async () => {
  const id = commandIds(testChance(32));
  const [visitor, display, staff] = [screen('visitor'), screen('display'), screen('staff')];
  visitor.watch({ kind: 'visitor' });
  display.watch({ kind: 'display' });
  staff.watch({ kind: 'staff', desk: DESK_3 });

  const given = await visitor.call({ kind: 'ticket.issue', id: id(), service: HEALTH, language: 'es' });
  if (given.kind === 'refused' || given.outcome.kind !== 'issued') throw new Error('no ticket');
  const visit = VisitId.parse(given.outcome.visit);
  visitor.watch({ kind: 'paper', visit });
  expect((await staff.call({ kind: 'ticket.issue', id: id(), service: ORIENTATION, language: 'es', planned: [HEALTH], priority: OLDER })).kind).toBe('done');
  await staff.call({ kind: 'visit.mark', id: id(), visit, priority: OLDER });
  for (const kind of ['desk.call', 'desk.recall', 'desk.start', 'desk.finish', 'desk.undo'] as const) {
    expect((await staff.call({ kind, id: id(), desk: DESK_3, visit })).kind).toBe('done');
  }
  await staff.call({ kind: 'desk.transfer', id: id(), desk: DESK_3, visit, to: { service: HEALTH, desk: DESK_3 }, place: 'end', comesBack: true });
  await visitor.call({ kind: 'visit.cancel', id: id(), visit });
  // Held to a reader, the paper says no more than it did.
  visitor.watch({ kind: 'turn', visit });
  expect(await visitor.call({ kind: 'paper.find', id: id(), by: { id: ScannedId.parse(visit) } })).toMatchObject({ kind: 'done', outcome: { kind: 'found' } });
  expect((await staff.call({ kind: 'paper.day', id: id(), language: 'es' })).kind).toBe('done');
  const papers = (): readonly string[] => readdirSync(join(folder.path, 'paper'), { withFileTypes: true }).map(({ name }) => name).filter((name) => name.endsWith('.bin'));
  await vi.waitUntil(() => shown(visitor.sent, 'paper').includes('printed'), { timeout: 10_000 });
  await vi.waitUntil(() => papers().length === 3, { timeout: 10_000 });

  const paper = papers().map((name) => readFileSync(join(folder.path, 'paper', name))).map((bytes) => decodePaper(bytes).lines.map(({ text }) => text).join('\n'));
  expect(paper.join('\n')).toContain(NEUTRAL);
  expect(shown(visitor.sent, 'visitor')).toContain(NEUTRAL);
  expect(log.length).toBeGreaterThan(0);
  const left = { visitor: JSON.stringify(visitor.sent), display: JSON.stringify(display.sent), paper: [...paper, ...papers()].join('\n'), log };
  for (const [to, all] of Object.entries(left)) {
    for (const word of [SECRET, 'violeta', OLDER, 'Precedencia']) expect(all.includes(word), `${word}, to ${to}`).toBe(false);
  }
  // To a wall, to paper and to the log not even the name that only the program goes by.
  for (const to of ['display', 'paper', 'log'] as const) expect(left[to].includes(HEALTH), `${HEALTH}, to ${to}`).toBe(false);
  // Whoever works here sees both: what was looked for would have been found.
  expect(JSON.stringify(staff.sent)).toContain(SECRET);
  expect(JSON.stringify(staff.sent)).toContain(OLDER);
});
