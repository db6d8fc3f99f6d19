import { describe, expect, it } from 'vitest';
import { madridCalendar } from '../../../../tests/fixtures/events/madrid.ts';
import { aSeries, weekly } from '../../../../tests/fixtures/events/series.ts';
import type { Command, Reply } from '../../../../shared/contract/commands.ts';
import { SERIES_AT_ONCE } from '../../../../shared/contract/activities.ts';
import { writeCalendar } from '../../../../shared/domain/events/calendar/index.ts';
import type { Series } from '../../../../shared/domain/events/index.ts';
import { CommandId, RoomId } from '../../../../shared/domain/ids.ts';
import { batchesOf, becomes, createImporting, inRoom, type ImportState, type Plan } from './importing.ts';
import { readFile } from './reading.ts';

const TERMS = { zone: 'America/Bogota', language: 'es', icon: 'talk', rooms: [{ room: RoomId.parse('sala'), name: 'Sala' }] } as const;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (text: string): Promise<readonly Series[]> => {
  const reading = await readFile(bytes(text), TERMS);
  if (reading.kind !== 'read') throw new Error(reading.why);
  return reading.series;
};
const plans = (...all: readonly Series[]): ReadonlyMap<string, Plan> => new Map(all.map((series) => [series.id, { series, isOfFile: false }]));
const MANY = Array.from({ length: 45 }, (_, n) => aSeries({ id: String(n).padStart(26, '0') }));

describe('[E2] a file', () => {
  it('names each the same whenever it is read, and not by what the other program calls it', async () => {
    const event = (uid: string): string => `BEGIN:VEVENT\r\nUID:${uid}\r\nSUMMARY:Coro\r\nDTSTART:20261123T090000\r\nEND:VEVENT`;
    const file = (...uids: readonly string[]): string => ['BEGIN:VCALENDAR', ...uids.map(event), 'END:VCALENDAR'].join('\r\n');
    const [ana, bea] = await read(file('ana@example.org', 'bea@example.org'));
    const [later] = await read(file('bea@example.org'));
    expect(later?.id).toBe(bea?.id);
    expect(new Set([ana?.id, bea?.id]).size).toBe(2);
    expect(JSON.stringify([ana, bea])).not.toContain('example');
  });

  it('of a city is 181 new ones, and brought again all the same', async () => {
    const all = await read(madridCalendar());
    expect(all.map((series) => becomes(series, new Map()))).toEqual(all.map(() => 'added'));
    const again = await read(madridCalendar());
    expect([again.length, new Set(again.map((series) => becomes(series, plans(...all)))).size, becomes(again[0] ?? aSeries(), plans(...all))]).toEqual([181, 1, 'same']);
  });

  it('that was taken out here is the same again, whatever order its dates were written in', async () => {
    const here = weekly({ place: { kind: 'room', room: 'sala' }, capacity: 8, added: ['2026-12-24T18:00', '2026-12-01T18:00'], signup: { partyAtMost: 4, closesMinutes: 45, opensDays: 7, seatsAhead: 0, holdHours: 12, takesPhone: false, questions: [] } });
    const [out] = await read(writeCalendar([here], { at: 0, language: 'es', roomName: () => 'Sala' }));
    expect(out && becomes(out, plans(here))).toBe('same');
    expect(out && becomes({ ...out, capacity: 9 }, plans(here))).toBe('changed');
  });

  it('leaves a room of the house where it says one, and takes the one that was chosen elsewhere', () => {
    const room = { kind: 'room', room: RoomId.parse('patio') } as const;
    expect(inRoom(aSeries({ place: { kind: 'room', room: 'sala' } }), room).place).toEqual({ kind: 'room', room: 'sala' });
    expect(inRoom(aSeries({ place: { kind: 'elsewhere', where: { es: 'Allí' } } }), room).place).toEqual(room);
    expect(inRoom(aSeries(), undefined)).toEqual(aSeries());
  });

  it('has what is too large told apart', () => {
    const large = weekly({ changes: Array.from({ length: 900 }, (_, n) => ({ kind: 'changed' as const, original: new Date(Date.UTC(2026, 10, 23 + n * 7, 9)).toISOString().slice(0, 16), name: { es: 'x'.repeat(100) } })) });
    expect(becomes(large, new Map())).toBe('large');
  });
});

describe('[E2] what is sent', () => {
  it('is so many at a time, and fewer where they are large', () => {
    expect(batchesOf(MANY).map(({ length }) => length)).toEqual([SERIES_AT_ONCE, SERIES_AT_ONCE, 5]);
    const large = MANY.slice(0, 4).map((series) => ({ ...series, changes: Array.from({ length: 60 }, (_, n) => ({ kind: 'changed' as const, original: `2027-01-01T${String(n % 24).padStart(2, '0')}:${String(n % 60).padStart(2, '0')}` as Series['start'], name: { es: 'x'.repeat(110) } })) }));
    expect(batchesOf(large).every((batch) => JSON.stringify(batch).length < 60_000)).toBe(true);
    expect(batchesOf(large).length).toBeGreaterThan(1);
  });

  it('ends at the first refusal, and says how many are left', async () => {
    const asked: Command[] = [];
    let n = 0;
    const bridge = {
      call: (command: Command): Promise<Reply> => {
        asked.push(command);
        return Promise.resolve(asked.length < 2 ? { kind: 'done', outcome: { kind: 'planned' } } : { kind: 'refused', why: 'tooManySeries' });
      },
      withdraw: (): void => {},
    };
    const states = await new Promise<readonly ImportState[]>((resolve) => {
      const told: ImportState[] = [];
      createImporting(MANY, { bridge, newId: () => CommandId.parse(String((n += 1)).padStart(26, '0')) }).start((state) => {
        told.push(state);
        if (state.kind !== 'sending') resolve(told);
      });
    });
    expect(states).toEqual([{ kind: 'sending', sent: 0, of: 45 }, { kind: 'sending', sent: 20, of: 45 }, { kind: 'refused', left: 25, why: 'tooManySeries' }]);
    expect(asked).toHaveLength(2);
  });
});
