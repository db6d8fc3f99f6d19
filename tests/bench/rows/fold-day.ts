/** `fold-day`: a day of 2,000 turns with every step of a visit in it, from its bytes to a state. */
import { drawDay, inMemory, liveDay, seeded, type Written } from '../../../build/simulate/index.ts';
import { sha256 } from '../../../main/station/journal/digest.ts';
import { Centre } from '../../../shared/domain/centre.ts';
import { businessDayOf } from '../../../shared/domain/clock.ts';
import { CHAIN_START, sealEntry } from '../../../shared/domain/entries/entry.ts';
import { fold, type Effective } from '../../../shared/domain/reducers/fold.ts';
import { ENTRY_PAYLOADS } from '../../../shared/domain/entries/happenings.ts';
import { BootId } from '../../../shared/domain/ids.ts';
import { LEGAL_PRIORITIES } from '../../../shared/domain/priorities.ts';
import { EMPTY_STATE } from '../../../shared/domain/reducers/state.ts';
import { MONDAY_NINE, SMALL_CENTRE, testChance } from '../../fixtures/world.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const TICKETS = 2000;
/** As many as serve them all in a day. */
const DESKS = 60;
const TIMES = 100;
const WARM_UP = 5;
const LIMIT_MS = 200;

const DAY = businessDayOf(SMALL_CENTRE.zone, MONDAY_NINE);
const CENTRE = Centre.parse({
  ...SMALL_CENTRE,
  desks: Array.from({ length: DESKS }, (_, n) => ({ id: `desk-${n + 1}`, number: n + 1, services: n % 3 === 0 ? ['health'] : ['orientation', 'health'] })),
  priorities: LEGAL_PRIORITIES,
  policy: { kind: 'ratio', preferential: 2, general: 1 },
});

export async function measureFoldDay(): Promise<Row> {
  const premises = inMemory(CENTRE, DAY, seeded(1, 3));
  await liveDay(drawDay({ centre: CENTRE, day: DAY, seed: 1, tickets: TICKETS }), premises);
  const entries = sealed(premises.written);
  const taken: number[] = [];
  for (let time = 0; time < WARM_UP + TIMES; time += 1) {
    const watch = stopwatch();
    const state = fold(EMPTY_STATE, entries);
    const took = watch();
    if (state.visits.size !== TICKETS || state.unused.size > 0) throw new Error('the day was not folded whole');
    if (time >= WARM_UP) taken.push(took);
  }
  const value = percentile(taken, 0.99);
  return {
    row: 'fold-day', p50: rounded(percentile(taken, 0.5)), p99: rounded(value), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS, note: `${TICKETS} turns, ${entries.length} entries of every kind, from bytes, ${TIMES} times, p99`,
  };
}

function sealed(written: readonly Written[]): readonly Effective[] {
  const bootId = BootId.parse(testChance(1).id());
  let hash = CHAIN_START;
  return written.map(({ at, id, happening: { type, payload } }) => {
    const entry = sealEntry(sha256, hash, { ...id, type, v: ENTRY_PAYLOADS[type].v, bootId, monotonic: at, at, businessDay: DAY, payload });
    hash = entry.hash;
    return { id, bytes: entry.bytes, effectiveAt: at, generation: 0 };
  });
}
