import { describe, expect, test } from 'vitest';
import { keysOf, LAYOUTS, type LayoutName } from '../../../tests/fixtures/layouts.ts';
import { pressedOf } from './pressed.ts';

const NAMES = Object.keys(LAYOUTS) as LayoutName[];
const ALL = '0123456789abcdefghijklmnopqrstuvwxyz';

const said = (text: string, layout: LayoutName): string => keysOf(text, layout).map(pressedOf).map((pressed) => (pressed.kind === 'character' ? pressed.us : '!')).join('');
const digits = (text: string, layout: LayoutName): string => keysOf(text, layout).map(pressedOf).map((pressed) => (pressed.kind === 'character' ? (pressed.digit ?? '!') : '!')).join('');

describe.each(NAMES)('on a machine of the %s layout', (layout) => {
  test('a reader’s keys are what it read, in capitals too', () => {
    expect(said(ALL, layout)).toBe(ALL);
    expect(said(ALL.toUpperCase(), layout)).toBe(ALL);
  });

  test('a hand’s digits are digits, and its letters are none', () => {
    expect(digits('1234567890', layout)).toBe('1234567890');
    expect(digits('abyz', layout)).toBe('!!!!');
  });
});

describe('a hand', () => {
  const digit = (key: string, code: string, shiftKey = false): string | undefined => {
    const pressed = pressedOf({ key, code, shiftKey });
    return pressed.kind === 'character' ? pressed.digit : undefined;
  };

  test('means the digit that is typed, wherever its key stands', () => {
    // With the shift key on a French one; on a Turkish keypad; on one that somebody made themselves.
    expect([digit('7', 'Digit7', true), digit('7', 'Numpad7'), digit('7', 'KeyU'), digit('७', 'Digit7'), digit('߇', 'KeyX')]).toEqual(['7', '7', '7', '7', '7']);
  });

  test('means a keypad’s digits with its lock off as well', () => {
    expect([digit('Home', 'Numpad7'), digit('ArrowLeft', 'Numpad4'), digit('ArrowLeft', 'ArrowLeft')]).toEqual(['7', '4', undefined]);
  });

  test('that asks for a sign means that sign', () => {
    expect([digit('!', 'Digit1', true), digit('?', 'Slash', true), digit(' ', 'Space')]).toEqual([undefined, undefined, undefined]);
  });
});

test('what is no character is told apart', () => {
  const kind = (key: string, code = key): string => pressedOf({ key, code, shiftKey: false }).kind;
  expect(['Enter', 'Tab', 'Backspace', 'Shift', 'F5', 'CapsLock', 'ArrowUp'].map((key) => kind(key))).toEqual(['end', 'end', 'erase', 'other', 'other', 'other', 'other']);
  expect([kind('Enter', 'NumpadEnter'), kind('Dead', 'Quote'), kind('-', 'Minus'), kind(' ', 'Space')]).toEqual(['end', 'character', 'character', 'character']);
});
