/**
 * What every store of the centre's server must do, whatever database it stands on. In: a way to
 * make fresh databases. Out: tests titled with the rules they prove. It knows no database.
 */
import { afterEach, beforeEach, describe } from 'vitest';
import type { CentreStore } from '../../server/store/store.ts';
import { storeAsks } from './store-asks.ts';
import { storeDevices } from './store-devices.ts';
import { storeGenerations } from './store-generations.ts';
import { storeKeys } from './store-keys.ts';
import { storeProperties } from './store-properties.ts';
import { storePull } from './store-pull.ts';
import { storePush } from './store-push.ts';
import { storeStamps } from './store-stamps.ts';
import type { Bench } from './store-steps.ts';

export interface TestDatabase {
  /** Opens a store on it; may be called again once that store is closed. */
  open(): Promise<CentreStore>;
  /** Writes this text where the chains of the snapshot are kept, past the store: as a disk changes it. */
  spoilChains(text: string): Promise<void>;
  remove(): Promise<void>;
}

export function storeSuite(name: string, createDatabase: () => Promise<TestDatabase>): void {
  describe(`the ${name} store`, () => {
    let opened: { readonly database: TestDatabase; store: CentreStore }[] = [];

    const open = async (): Promise<CentreStore> => {
      const database = await createDatabase();
      const store = await database.open();
      opened.push({ database, store });
      return store;
    };
    const first = (): (typeof opened)[number] => {
      const [one] = opened;
      if (!one) throw new Error('no store is open');
      return one;
    };
    beforeEach(async () => {
      await open();
    });
    afterEach(async () => {
      for (const { database, store } of opened) {
        await store.close();
        await database.remove();
      }
      opened = [];
    });
    const bench: Bench = {
      get store() {
        return first().store;
      },
      async reopen() {
        const one = first();
        await one.store.close();
        one.store = await one.database.open();
      },
      spoilChains: (text) => first().database.spoilChains(text),
      another: open,
    };

    storeDevices(bench);
    storeAsks(bench);
    storePush(bench);
    storeStamps(bench);
    storePull(bench);
    storeGenerations(bench);
    storeKeys(bench);
    storeProperties(bench);
  });
}
