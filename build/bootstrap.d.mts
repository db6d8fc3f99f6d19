/** What the rest of the project may call of `bootstrap.mjs`; its own comments say the rest. */
interface Machine {
  readonly platform: string;
  readonly arch: string;
}
export const NODE_NEEDED: number;
export class Told extends Error {}
export function stampOf(lockText: string, machine: Machine): string;
export function alreadyInstalled(lockText: string, installedText: string, machine: Machine): boolean;
export function explainFailure(output: string): string;
export function withLock<T>(folder: string, onWait: () => void, work: () => Promise<T>): Promise<T>;
export function bootstrap(root: string, say: (line: string) => void): Promise<void>;
