import { describe, expect, it } from 'vitest';
import { hostKindFor } from './choose.ts';

describe('the way a station is run', () => {
  it.each([
    ['10', 'utility'],
    ['11', 'utility'],
    ['9', 'child'],
    ['8', 'child'],
    ['', 'child'],
    [undefined, 'child'],
    ['not a number', 'child'],
  ] as const)('with Node-API %s is %s', (nodeApi, kind) => {
    expect(hostKindFor(nodeApi)).toBe(kind);
  });
});
