import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { officialElectron } from './test-electron.ts';

describe('the official Electron', () => {
  let root: string;
  let home: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'umbral-electron-'));
    home = join(root, 'node_modules', 'electron');
    await mkdir(join(home, 'dist'), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true }));

  it('is found where its package says, without being asked for by name', async () => {
    await writeFile(join(home, 'package.json'), '{"version":"45.4.1"}');
    await writeFile(join(home, 'path.txt'), 'electron');
    await writeFile(join(home, 'dist', 'electron'), '');
    expect(officialElectron(root)).toEqual({ kind: 'found', path: join(home, 'dist', 'electron'), version: '45.4.1', official: true });
  });

  it('is missing, with the reason, at each stage of an install', async () => {
    const seen = [officialElectron(root)];
    await writeFile(join(home, 'package.json'), '{"version":"45.4.1"}');
    seen.push(officialElectron(root));
    await writeFile(join(home, 'path.txt'), 'electron');
    seen.push(officialElectron(root));
    expect(seen.map((runtime) => runtime.kind)).toEqual(['none', 'none', 'none']);
    expect(new Set(seen.map((runtime) => (runtime.kind === 'none' ? runtime.why : ''))).size).toBe(3);
  });
});
