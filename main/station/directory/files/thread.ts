/** The thread that reads files: begun for one file, told of what is here, ended with it. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { PROGRAM_ROOT } from '../../places.ts';
import type { FromWorker, Task, ToWorker } from './worker.ts';

/** Megabytes that a file may take while it is read; what needs more is too large. */
const MOST_MEMORY_MB = 1536;

export interface Thread {
  send(message: ToWorker): void;
  end(): void;
}

export interface ThreadEvents {
  readonly onMessage: (message: FromWorker) => void;
  /** It is gone, and not because it was ended. */
  readonly onDeath: (why: 'tooLarge' | 'storage', error: Error) => void;
}

export function openThread(task: Task, { onMessage, onDeath }: ThreadEvents): Thread {
  const worker = new Worker(program(), { workerData: task, resourceLimits: { maxOldGenerationSizeMb: MOST_MEMORY_MB } });
  let isOver = false;
  const die = (error: Error): void => {
    if (isOver) return;
    isOver = true;
    onDeath('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? 'tooLarge' : 'storage', error);
  };
  worker.on('message', (message: FromWorker) => {
    if (!isOver) onMessage(message);
  });
  worker.on('error', (error: unknown) => die(error instanceof Error ? error : new Error(String(error))));
  worker.on('exit', (code) => die(new Error(`the thread that reads files ended with ${code}`)));
  return {
    send: (message) => {
      worker.postMessage(message);
    },
    end: () => {
      isOver = true;
      // Nobody waits for it: what it holds is thrown away.
      void worker.terminate();
    },
  };
}

/** From source where this Node runs TypeScript; what Electron brings along may not, and takes the bundle. */
function program(): string {
  const source = join(import.meta.dirname, 'worker.ts');
  return process.features.typescript && existsSync(source) ? source : join(PROGRAM_ROOT, 'dist', 'main', 'directory-files.cjs');
}
