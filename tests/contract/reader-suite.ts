/** What the station relies on in any port of a reader, real or fake. */
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { PluggedReader } from '../fixtures/reader/fake-reader.ts';

export function readerSuite(name: string, plug: () => Promise<PluggedReader>): void {
  describe(name, () => {
    let reader: PluggedReader;
    beforeEach(async () => {
      reader = await plug();
    });
    afterEach(() => reader.close());

    async function open(): Promise<{ bytes: Readable; heard: () => string }> {
      const bytes = await reader.port.open();
      if (typeof bytes === 'string') throw new Error(bytes);
      let heard = '';
      bytes.on('data', (chunk: Buffer) => {
        heard += chunk.toString('latin1');
      });
      return { bytes, heard: () => heard };
    }

    it('gives every byte as it was', async () => {
      const { bytes, heard } = await open();
      const all = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
      reader.says(all);
      await vi.waitUntil(() => heard().length >= all.length);
      expect(heard()).toBe(all);
      bytes.destroy();
      await once(bytes, 'close');
    });

    it('ends when it is pulled out, says why there is none, and is another one when it is back', async () => {
      const { bytes } = await open();
      const closed = once(bytes, 'close');
      await reader.unplug();
      await closed;
      expect(await reader.port.open()).toEqual(expect.any(String));
      await reader.plugIn();
      const { bytes: next, heard } = await open();
      reader.says('042137\r');
      await vi.waitUntil(() => heard() === '042137\r');
      next.destroy();
      await once(next, 'close');
    });

    it('let go of, it may be opened again', async () => {
      const { bytes } = await open();
      bytes.destroy();
      await once(bytes, 'close');
      const { bytes: next } = await open();
      next.destroy();
      await once(next, 'close');
    });
  });
}
