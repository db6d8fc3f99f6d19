/** `search`: what a visitor types, found among 20,000 services; the file its words lie in, what is held in memory, and how long the station is away for a stretch of records. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Find } from '../../../main/station/directory/find/find.ts';
import { openShelf } from '../../../main/station/directory/file.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { keyOfRecord, type DirectoryRecord, type RecordKey } from '../../../shared/domain/directory/record.ts';
import { at, HERE, organisationRecord, placeRecord, recordId, serviceRecord, weekly } from '../../fixtures/directory.ts';
import { MONDAY_NINE, SMALL_CENTRE, testChance } from '../../fixtures/world.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const SERVICES = 20_000;
const PLACES = 4_000;
const ORGANISATIONS = 500;
const WORDS = 20_000;
const ROUNDS = 20;
/** The station has looked before: its code is warm by then. */
const WARM_UP = 2;
const LIMIT_MS = 30;
const LIMIT_FILE_MB = 60;
/** As the directory takes them in. */
const AT_ONCE = 25;

const CENTRE = Centre.parse({ ...SMALL_CENTRE, finding: { point: HERE, synonyms: [{ said: ['papeles'], means: 'regularización' }] } });
const SECTORS = ['health', 'education', 'protection', 'integration', 'shelter', 'food', 'wash', 'transport', 'cash'] as const;
const SYLLABLES = ['ba', 'cer', 'di', 'fon', 'gua', 'her', 'lim', 'mo', 'nu', 'pra', 'que', 'ris', 'so', 'tal', 'ven', 'zu'];
const NAMES = ['Vacunación', 'Regularización', 'Comedor', 'Clases de español', 'Asesoría legal', 'Albergue', 'Control prenatal', 'Taller', 'Ropa y abrigo', 'Salud mental'];
const ARABIC = ['اللقاحات', 'التعليم', 'المطعم', 'السكن', 'العمل'];
const CHINESE = ['疫苗接种', '难民法律服务', '食堂', '住宿', '中文课'];

/** What is typed: whole words and how they begin, slips, what stands in many, in other letters, and nothing. */
const TYPED = ['vacunación', 'vac', 'vacunasion', 'papeles', 'quiero clases de español', 'legal', 'asesoria legal bagua', 'comida', 'i need a doctor', 'لقاحات', 'واللقاحات', '服务', '难', 'ba', 'comedro', 'xyzzyx', ''];

function directory(): DirectoryRecord[] {
  const chance = testChance(11);
  const below = (n: number): number => Math.floor(chance.fraction() * n);
  const one = <T>(of: readonly T[]): T => {
    const found = of[below(of.length)];
    if (found === undefined) throw new RangeError('nothing to choose from');
    return found;
  };
  const words = Array.from({ length: WORDS }, () => Array.from({ length: 2 + below(3) }, () => one(SYLLABLES)).join(''));
  // Few words stand in many texts, and many in few.
  const word = (): string => words[Math.floor(WORDS * chance.fraction() ** 3)] ?? '';
  const text = (length: number): string => Array.from({ length }, word).join(' ');
  const near = (by: number): number => by + (chance.fraction() - 0.5) / 5;
  const organisations = Array.from({ length: ORGANISATIONS }, (_, n) => organisationRecord(200_000 + n, `${text(2)} ${n}`));
  const places = Array.from({ length: PLACES }, (_, n) =>
    placeRecord(100_000 + n, { name: text(2), latitude: near(HERE.lat), longitude: near(HERE.lon), addresses: [{ id: recordId(300_000 + n), address_1: `Calle ${below(200)} # ${below(99)}`, city: 'Bogotá' }] }, { isStepFree: chance.fraction() < 0.3 }));
  const services = Array.from({ length: SERVICES }, (_, n) =>
    serviceRecord(n, {
      name: `${one(NAMES)} ${text(2)}`, description: text(40), organization_id: recordId(200_000 + below(ORGANISATIONS)), service_at_locations: [at(100_000 + below(PLACES))],
      schedules: [weekly(1, 'MO,TU,WE,TH,FR', `0${6 + below(4)}:00`, `${12 + below(8)}:00`)],
    }, { sectors: [one(SECTORS)], isFree: chance.fraction() < 0.8, inLanguages: { en: { name: text(3), description: text(40) }, ar: { name: one(ARABIC) }, zh: { name: one(CHINESE) } } }));
  return [...organisations, ...places, ...services];
}

export function measureSearch(folder: string): Row {
  const records = new Map<RecordKey, DirectoryRecord>(directory().map((record) => [keyOfRecord(record), record]));
  const file = join(folder, 'words.sqlite');
  const db = openShelf(file);
  const before = heldMb();
  const find = new Find({ db, recordOf: (key) => records.get(key), centre: () => CENTRE });
  const stretches = takeIn(find, db, [...records.values()]);
  const heldIndexMb = heldMb() - before;
  db.pragma('wal_checkpoint(TRUNCATE)');
  const fileMb = statSync(file).size / 1e6;
  const taken = look(find);
  if (find.found('', { ...ANY, isOpen: true }, MOMENT).length === 0) throw new Error('nothing is open');
  if (find.lines.size !== SERVICES) throw new Error('not all was taken in');
  db.close();
  const [value, stretch] = [percentile(taken, 0.95), percentile(stretches, 0.99)];
  return {
    row: 'search', p50: rounded(percentile(taken, 0.5)), p99: rounded(percentile(taken, 0.99)), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS && fileMb <= LIMIT_FILE_MB,
    note: `p95 of ${TYPED.length * ROUNDS} searches of ${SERVICES} services; words on ${rounded(fileMb)} MB of disk (≤ ${LIMIT_FILE_MB}), lines in ${rounded(heldIndexMb)} MB; taken in ${AT_ONCE} at once, p99 ${rounded(stretch)} ms, longest ${rounded(Math.max(...stretches))} ms`,
  };
}

const ANY = { sector: null, isOpen: false, audience: null, term: null, spoken: null, isFree: false, isStepFree: false } as const;
const MOMENT = { now: MONDAY_NINE, isHoliday: undefined };

/** @returns how long each stretch took, in ms. */
function takeIn(find: Find, db: ReturnType<typeof openShelf>, records: readonly DirectoryRecord[]): number[] {
  return Array.from({ length: Math.ceil(records.length / AT_ONCE) }, (_, n) => {
    const watch = stopwatch();
    db.transaction(() => {
      for (const record of records.slice(n * AT_ONCE, (n + 1) * AT_ONCE)) find.put(record);
    })();
    return watch();
  });
}

/** @returns how long each search took, in ms; with words, with what is wanted too. */
function look(find: Find): number[] {
  const taken: number[] = [];
  for (let round = 0; round < WARM_UP + ROUNDS; round += 1) {
    for (const typed of TYPED) {
      const watch = stopwatch();
      find.found(typed, { ...ANY, isOpen: round % 2 === 1 }, MOMENT);
      if (round >= WARM_UP) taken.push(watch());
    }
  }
  return taken;
}

function heldMb(): number {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
  return process.memoryUsage().heapUsed / 1e6;
}
