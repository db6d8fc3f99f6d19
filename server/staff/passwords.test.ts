import { parseOptions } from '@node-rs/argon2';
import { describe, expect, test } from 'vitest';
import { charactersIn, hashPassword, isPassword, PASSWORD_LEAST, passwordFault } from './passwords.ts';
import { WORST_PASSWORDS } from './worst-passwords.ts';

describe('[X7] a password', () => {
  test('is kept as argon2id with OWASP’s parameters and a salt of its own', async () => {
    const [one, two] = [await hashPassword('tres gatos azules'), await hashPassword('tres gatos azules')];
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(parseOptions(one)).toMatchObject({ memoryCost: 19_456, timeCost: 2, parallelism: 1, saltLen: 16, outputLen: 32 });
    expect(one).not.toBe(two);
    expect(one).not.toContain('gatos');
  });

  test('is known again, and no other is', async () => {
    const kept = await hashPassword('tres gatos azules');
    expect(await isPassword(kept, 'tres gatos azules')).toBe(true);
    for (const other of ['tres gatos azule', 'Tres gatos azules', 'tres gatos azules ', '', 'x'.repeat(100_000)]) {
      expect(await isPassword(kept, other)).toBe(false);
    }
  });

  test('is the same from two keyboards that spell its letters in two ways', async () => {
    expect(await isPassword(await hashPassword('montañas altas'), 'montan\u0303as altas')).toBe(true);
  });

  test.each(['', 'corta', '123456789', 'áéíóúñáéí', 'e\u0301e\u0301e\u0301e\u0301e\u0301', '👨‍👩‍👧👨‍👩‍👧👨‍👩‍👧', '🚪🚪🚪🚪🚪🚪🚪🚪🚪'])('of %j is too short', (typed) => {
    expect(passwordFault(typed, 'rosa')).toBe('passwordShort');
  });

  test('has an end', () => {
    expect(passwordFault('ab'.repeat(101), 'rosa')).toBe('passwordLong');
    expect(passwordFault('una frase larga '.repeat(12), 'rosa')).toBeUndefined();
  });

  test.each(['1234567890', 'QWERTYUIOP', 'aaaaaaaaaaaa', '1212121212', 'contraseña', 'Contraseña1', 'password2026!', 'UMBRAL-2026', 'rosa.m1234567', 'rosa.mrosa.m', 'admin123456'])('%j is the first that anybody tries', (typed) => {
    expect(passwordFault(typed, 'rosa.m')).toBe('passwordCommon');
  });

  test.each(['tres gatos azules', 'el río de mi pueblo', 'k9#mX2$vQ7', 'rosa come pan con queso'])('%j will do', (typed) => {
    expect(passwordFault(typed, 'rosa')).toBeUndefined();
  });

  test('on the list of the worst could be chosen otherwise: each is long enough, folded, and there once', () => {
    for (const worst of WORST_PASSWORDS) {
      expect(charactersIn(worst), worst).toBeGreaterThanOrEqual(PASSWORD_LEAST);
      expect(worst).toBe(worst.normalize('NFC').toLowerCase());
    }
  });
});
