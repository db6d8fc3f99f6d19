/** For tests alone: the staff of a centre over a real store, under a clock the test holds. */
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { systemChance } from '../../chance.ts';
import { sha256 } from '../../digest.ts';
import { openSqliteStore } from '../../store/sqlite/open.ts';
import type { StaffStore } from '../../store/staff.ts';
import type { CentreStore } from '../../store/store.ts';
import { createClock, type TestClock } from '../../testing/clock.ts';
import { testFolder } from '../../testing/folder.ts';
import { openStaff, type Staff } from '../staff.ts';

export interface TestStaff {
  readonly staff: Staff;
  readonly store: StaffStore;
  /** The whole of what the server keeps. */
  readonly kept: CentreStore;
  readonly clock: TestClock;
  /** What lies in the file; undefined once it is gone. */
  code(): string | undefined;
  /** The same centre after the server was started again, with a code for an admin where that is asked for. */
  restarted(options?: { readonly newCode?: boolean }): Promise<Staff>;
}

/** The password of everybody in these tests. */
export const PASSWORD = 'tres gatos azules';
export const ADDRESS = '127.0.0.1';

export async function openTestStaff(): Promise<TestStaff> {
  const kept = openSqliteStore({ file: join(testFolder(), 'centre.sqlite'), digest: sha256 });
  onTestFinished(() => kept.close());
  const clock = createClock();
  let code: string | undefined;
  const file = {
    path: 'admin-code',
    async write(text: string) {
      code = text;
    },
    async remove() {
      code = undefined;
    },
  };
  const open = (options: { readonly newCode?: boolean } = {}) => openStaff({ store: kept.staff, codeFile: file, clock, chance: systemChance, ...options });
  return { staff: await open(), store: kept.staff, kept, clock, code: () => code, restarted: open };
}
