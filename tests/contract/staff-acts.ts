/**
 * What every store must do where somebody of the staff lets devices in and puts them out. In: a way
 * to make fresh databases. Out: tests titled with the rules they prove. It knows no database.
 */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { AccountId, SignInName } from '../../shared/contract/staff.ts';
import { EnrolCode } from '../../shared/contract/wire.ts';
import type { Actor, KeepsStaff } from '../../server/store/staff.ts';
import type { CentreStore } from '../../server/store/store.ts';
import { createDevice, NOON } from '../../server/testing/device.ts';
import { enrolDevice } from './store-steps.ts';

export interface ActsDatabase {
  open(): Promise<CentreStore & KeepsStaff>;
  remove(): Promise<void>;
}

const ROSA = { id: AccountId.parse('a'.repeat(26)), name: SignInName.parse('rosa'), passwordHash: 'h' };
const LUIS = { id: AccountId.parse('b'.repeat(26)), name: SignInName.parse('luis'), passwordHash: 'h' };
const CODE = EnrolCode.parse('BCDFGHJK');

export function staffActs(name: string, createDatabase: () => Promise<ActsDatabase>): void {
  describe(`acts of staff on devices in the ${name} store`, () => {
    const first = createDevice(1);
    const later = createDevice(2);
    const rosa: Actor = { account: ROSA.id, at: NOON + 7 };
    let database: ActsDatabase;
    let store: CentreStore & KeepsStaff;

    beforeEach(async () => {
      database = await createDatabase();
      store = await database.open();
      await store.staff.addFirstAdmin(ROSA, NOON);
      await enrolDevice(store, first);
      await store.ask({ device: later.id, key: later.key, name: later.name, wrote: 0, secretHash: 'secret', code: CODE, at: NOON });
    });
    afterEach(async () => {
      await store.close();
      await database.remove();
    });

    const answer = (approve: boolean, by?: Actor) => store.answerAsk({ code: CODE, approve, at: NOON + 7 }, by);
    /** What the audit has of devices and generations, oldest first. */
    const noted = async (): Promise<readonly unknown[]> => (await store.staff.audit({ limit: 100 })).filter(({ act }) => act !== 'firstAdmin').toReversed();
    const line = (no: number, act: string, rest: object) => ({ no, at: NOON + 7, who: 'rosa', act, subject: undefined, detail: undefined, ...rest });

    test('[X7] who let a device in, put it out or wrote it off stands in the audit, once, with the device’s name as it was', async () => {
      expect(await answer(true, rosa)).toEqual({ kind: 'answered', device: later.id });
      for (let time = 0; time < 2; time += 1) {
        expect(await store.writeOff(later.id, rosa)).toEqual({ kind: 'written' });
        expect(await store.revoke(later.id, NOON + 7, rosa)).toEqual({ kind: 'written' });
      }
      const about = { subject: later.id, detail: later.name };
      expect(await noted()).toEqual([line(2, 'deviceAllowed', about), line(3, 'deviceWrittenOff', about), line(4, 'deviceRevoked', about)]);
      expect(await store.device(later.id)).toMatchObject({ standing: 'out', writtenOff: true });
    });

    test('[X7] who refused a device stands there too; who answers what nobody asks changes nothing', async () => {
      expect(await answer(false, rosa)).toEqual({ kind: 'answered', device: later.id });
      expect(await answer(true, rosa)).toEqual({ kind: 'noSuchCode' });
      expect(await store.revoke(later.id, NOON, rosa)).toEqual({ kind: 'written' });
      expect(await noted()).toEqual([line(2, 'deviceRefused', { subject: later.id, detail: later.name })]);
    });

    test('[X7][J19] who opened a generation stands there, with its number; one that opened nothing does not', async () => {
      await store.setOrdering({ kind: 'fenced', by: 4 });
      expect(await store.openGeneration(4, rosa)).toEqual({ kind: 'written' });
      expect(await store.openGeneration(5, rosa)).toEqual({ kind: 'written' });
      expect(await noted()).toEqual([line(2, 'generationOpened', { detail: '5' })]);
    });

    test('what the server does by itself is nobody’s act', async () => {
      await answer(true);
      await store.writeOff(later.id);
      await store.revoke(later.id, NOON);
      await store.openGeneration(2);
      expect(await noted()).toEqual([]);
    });

    test('[X7] whoever may not, or no longer, does none of it', async () => {
      const { staff } = store;
      await staff.addAccount({ ...LUIS, role: 'supervisor' }, rosa);
      const acts = (by: Actor) => [answer(true, by), answer(false, by), store.revoke(first.id, NOON, by), store.writeOff(first.id, by), store.openGeneration(9, by)];
      const before = [await store.devices(), await store.asks(NOON), await store.head(), await store.ordering()];
      const luis: Actor = { account: LUIS.id, at: NOON };
      expect(await Promise.all(acts(luis))).toEqual(Array.from({ length: 5 }, () => ({ kind: 'notAllowed' })));
      await staff.changeRole({ account: LUIS.id, role: 'admin' }, rosa);
      await staff.disable(LUIS.id, rosa);
      expect(await Promise.all(acts(luis))).toEqual(Array.from({ length: 5 }, () => ({ kind: 'notAllowed' })));
      expect([await store.devices(), await store.asks(NOON), await store.head(), await store.ordering()]).toEqual(before);
      expect((await noted()).length).toBe(3);
    });
  });
}
