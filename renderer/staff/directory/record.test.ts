import { expect, it } from 'vitest';
import type { Bridge } from '../../../shared/contract/bridge.ts';
import { recordId, serviceRecord } from '../../../tests/fixtures/directory.ts';
import { offered, serviceNow, verified } from './record.ts';

const record = serviceRecord(1, { name: 'Vacunas', licenses: 'as it came' }, { isFree: true });

it('an act changes what it is about, and keeps what no form shows', () => {
  expect(verified(record, '2026-11-23' as never, 'Ana'.repeat(40))).toEqual({ ...record, beside: { isFree: true, verified: { on: '2026-11-23', by: 'Ana'.repeat(20) } } });
  expect(offered(record, false).hsds).toEqual({ ...record.hsds, status: 'inactive' });
  expect(offered(offered(record, false), true)).toEqual(record);
});

it('a record is asked for once, and no longer watched', async () => {
  const told: string[] = [];
  const bridge = {
    watch: (query: { record: string }, onView: (view: unknown) => void) => {
      told.push(query.record);
      onView({ kind: 'record', record: told.length === 1 ? record : null, names: [] });
      return () => told.push('stopped');
    },
  } as unknown as Bridge;
  expect(await serviceNow(bridge, recordId(1))).toEqual(record);
  expect(told).toEqual([`service/${recordId(1)}`, 'stopped']);
  expect(await serviceNow(bridge, recordId(2))).toBeUndefined();
});
