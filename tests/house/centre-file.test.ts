/** What is written of the centre's file is what is read of it. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Centre } from '../../shared/domain/centre.ts';

const TEXT = readFileSync(join(import.meta.dirname, '../../docs/centre-file.md'), 'utf8');

describe('the page about the centre’s file', () => {
  const example = /```json\n([\s\S]*?)```/.exec(TEXT)?.[1] ?? '';

  it('has an example that is one, and says each thing a file may say', () => {
    const read = Centre.parse(JSON.parse(example));
    expect(Object.keys(read).toSorted()).toEqual(Object.keys(Centre.shape).toSorted());
  });

  it('says of each thing that may be left out what then holds', () => {
    const may = Object.entries(Centre.shape).filter(([, schema]) => schema.safeParse(undefined).success).map(([name]) => name);
    expect(may.length).toBeGreaterThan(5);
    expect(may.filter((name) => !TEXT.includes(`| \`${name}`))).toEqual([]);
  });
});
