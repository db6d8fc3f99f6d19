/**
 * Recordings that are kept for the next who listens, up to so many bytes. In: what was recorded, and
 * what is used. Out: which there are; where they are too many, the one that was used longest ago goes
 * first. The disk is told on which day one was used, and no hour [X1].
 */
import { mkdir, readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../../shared/domain/clock.ts';

export interface KeptParts {
  readonly folder: string;
  readonly clock: Pick<Clock, 'now'>;
  readonly mostBytes: number;
  readonly onTrouble: (error: unknown) => void;
}

const DAY_MS = 86_400_000;

export class Kept {
  readonly #parts: KeptParts;
  /** By name; what was used longest ago stands first. `day` counts from 1970. */
  readonly #files = new Map<string, { readonly bytes: number; readonly day: number }>();
  #bytes = 0;

  private constructor(parts: KeptParts) {
    this.#parts = parts;
  }

  /** Takes up what lies in the folder, and removes what a station left half-way. */
  static async open(parts: KeptParts): Promise<Kept> {
    const kept = new Kept(parts);
    const { folder } = parts;
    await mkdir(folder, { recursive: true });
    const found: { readonly name: string; readonly bytes: number; readonly at: number }[] = [];
    for (const file of await readdir(folder)) {
      if (file.endsWith('.new')) await rm(join(folder, file));
      if (!file.endsWith('.opus')) continue;
      const { size, mtimeMs } = await stat(join(folder, file));
      found.push({ name: file.slice(0, -'.opus'.length), bytes: size, at: mtimeMs });
    }
    for (const { name, bytes, at } of found.toSorted((a, b) => a.at - b.at)) kept.#hold(name, bytes, Math.floor(at / DAY_MS));
    await kept.#trim();
    return kept;
  }

  /** @returns whether it is there; it is then the last to go. */
  use(name: string): boolean {
    const file = this.#files.get(name);
    if (!file) return false;
    const today = this.#today();
    this.#files.delete(name);
    this.#files.set(name, { ...file, day: today });
    // What the disk does not take costs the order after a start alone.
    if (file.day !== today) this.#date(name, today).catch(this.#parts.onTrouble);
    return true;
  }

  /** They lie in the folder now. */
  async add(names: readonly string[]): Promise<void> {
    const today = this.#today();
    for (const name of names) {
      const { size } = await stat(this.#fileOf(name));
      await this.#date(name, today);
      this.#hold(name, size, today);
    }
    await this.#trim();
  }

  #hold(name: string, bytes: number, day: number): void {
    this.#bytes += bytes - (this.#files.get(name)?.bytes ?? 0);
    this.#files.set(name, { bytes, day });
  }

  async #trim(): Promise<void> {
    for (const [name, { bytes }] of this.#files) {
      if (this.#bytes <= this.#parts.mostBytes) return;
      this.#files.delete(name);
      this.#bytes -= bytes;
      await rm(this.#fileOf(name), { force: true });
    }
  }

  #date(name: string, day: number): Promise<void> {
    const at = new Date(day * DAY_MS);
    return utimes(this.#fileOf(name), at, at);
  }

  #today(): number {
    return Math.floor(this.#parts.clock.now() / DAY_MS);
  }

  readonly #fileOf = (name: string): string => join(this.#parts.folder, `${name}.opus`);
}
