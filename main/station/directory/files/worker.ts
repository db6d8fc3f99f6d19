/**
 * Reads and writes files of the directory on a thread of its own, so that no tap waits for them.
 * In: where the file lies, the centre, the records that are here. Out: what would come of the file,
 * and the change part by part; or a file that was written.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import type { FileView } from '../../../../shared/contract/directory.ts';
import type { Centre } from '../../../../shared/domain/centre.ts';
import { DirectoryRecord, type RecordKey } from '../../../../shared/domain/directory/record.ts';
import { lookAt, type LookedAt, type Part } from './looking.ts';
import { openSchemas } from './schemas.ts';
import { writeFile } from './writing.ts';

/** What the thread is begun with. */
export interface Task {
  readonly path: string;
  readonly name: string;
  readonly centre: Centre;
}

export type ToWorker =
  /** Records that are here, a stretch of them. */
  | { readonly kind: 'here'; readonly rows: readonly (readonly [RecordKey, string])[] }
  | { readonly kind: 'look' }
  | { readonly kind: 'cut'; readonly drops: boolean }
  | { readonly kind: 'part'; readonly n: number }
  | { readonly kind: 'write'; readonly form: 'json' | 'csv' };

export type FromWorker =
  | { readonly kind: 'looking'; readonly done: number; readonly of: number }
  | { readonly kind: 'looked'; readonly stands: Extract<FileView['stands'], { kind: 'looked' | 'unusable' }> }
  | { readonly kind: 'cut'; readonly parts: number; readonly dropped: number }
  | { readonly kind: 'part'; readonly part: Part }
  | { readonly kind: 'written'; readonly name: string; readonly bytes: number };

const task = workerData as Task;
const here = new Map<RecordKey, string>();
let looked: LookedAt | undefined;
let parts: readonly Part[] = [];

function answer(message: ToWorker): FromWorker | undefined {
  switch (message.kind) {
    case 'here':
      for (const [key, json] of message.rows) here.set(key, json);
      return undefined;
    case 'look':
      looked = lookAt(task.name, readFileSync(task.path), { schemas: openSchemas(), centre: task.centre, here, onProgress: (done, of) => tell({ kind: 'looking', done, of }) });
      return { kind: 'looked', stands: looked.kind === 'looked' ? looked.stands : looked };
    case 'cut':
      if (looked?.kind !== 'looked') throw new Error('nothing was looked at');
      parts = looked.partsOf(message.drops);
      return { kind: 'cut', parts: parts.length, dropped: message.drops ? looked.dropped : 0 };
    case 'part': {
      const part = parts[message.n];
      if (!part) throw new Error(`there is no part ${message.n}`);
      return { kind: 'part', part };
    }
    case 'write': {
      const { name, bytes } = writeFile([...here.values()].flatMap((json) => DirectoryRecord.safeParse(JSON.parse(json)).data ?? []), message.form);
      writeFileSync(task.path, bytes, { mode: 0o600 });
      return { kind: 'written', name, bytes: bytes.length };
    }
    default:
      return message satisfies never;
  }
}

function tell(message: FromWorker): void {
  parentPort?.postMessage(message);
}

parentPort?.on('message', (message: ToWorker) => {
  const told = answer(message);
  if (told) tell(told);
});
