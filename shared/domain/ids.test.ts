import { expect, it } from 'vitest';
import { BootId, DeviceKey, ServiceId, spellId, VisitId } from './ids.ts';

it('an id spells 26 bytes, each by its low five bits, and says nothing of the bytes after them', () => {
  const spelled = spellId(Uint8Array.from({ length: 30 }, (_, n) => n + 32));
  expect(spelled).toBe('0123456789abcdefghjkmnpqrs');
  expect(BootId.parse(spelled)).toBe(spelled);
  expect(spellId(new Uint8Array(26).fill(255))).toBe('z'.repeat(26));
});

it('an id with less chance in it than it needs is not made', () => {
  expect(() => spellId(new Uint8Array(25))).toThrow(RangeError);
});

it.each(['', '0'.repeat(25), '0'.repeat(27), 'i'.repeat(26), 'A'.repeat(26), `${'0'.repeat(26)}\n`])('%j is no visit’s id', (id) => {
  expect(VisitId.safeParse(id).success).toBe(false);
});

it('a coordinator’s id is safe in a path and a URL', () => {
  expect(['a', `a${'-'.repeat(39)}`, 'salud-2'].map((id) => ServiceId.safeParse(id).success)).toEqual([true, true, true]);
  expect(['', `a${'b'.repeat(40)}`, '2a', '-a', 'Salud', 'a/b', '..', 'a\n'].map((id) => ServiceId.safeParse(id).success)).toEqual(Array(8).fill(false));
});

it('a key is 32 bytes, as base64url', () => {
  expect(['k'.repeat(43), '-_9'.repeat(14) + 'A'].map((key) => DeviceKey.safeParse(key).success)).toEqual([true, true]);
  expect(['k'.repeat(42), 'k'.repeat(44), '+'.repeat(43)].map((key) => DeviceKey.safeParse(key).success)).toEqual([false, false, false]);
});
