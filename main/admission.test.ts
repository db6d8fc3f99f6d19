import { describe, expect, it } from 'vitest';
import { admit } from './admission.ts';

describe('the door from pages to the main process', () => {
  it('lets in the top frame of our own page, with its window’s trust', () => {
    expect(admit({ trust: 'staff', origin: 'umbral://app', isTop: true })).toEqual({ kind: 'screen', trust: 'staff' });
  });

  it.each([
    ['a window we did not open', { trust: undefined, origin: 'umbral://app', isTop: true }],
    ['another origin', { trust: 'staff', origin: 'https://example.org', isTop: true }],
    ['an origin that begins like ours', { trust: 'staff', origin: 'umbral://app.example.org', isTop: true }],
    ['an opaque origin', { trust: 'staff', origin: 'null', isTop: true }],
    ['a frame that is gone', { trust: 'staff', origin: undefined, isTop: true }],
    ['a frame inside our page', { trust: 'staff', origin: 'umbral://app', isTop: false }],
  ] as const)('refuses %s', (_who, sender) => {
    expect(admit(sender).kind).toBe('stranger');
  });
});
