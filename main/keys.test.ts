import { describe, expect, it } from 'vitest';
import { isForVisitors, type Key } from './keys.ts';

const press = (chord: string): Key => {
  const keys = chord.split('+');
  return { key: keys.at(-1) ?? '', control: keys.includes('Ctrl'), alt: keys.includes('Alt'), meta: keys.includes('Meta') };
};

describe('the visitor’s keys', () => {
  it.each(['a', 'Ñ', '7', 'Enter', 'Tab', 'Escape', 'ArrowDown', 'Backspace', ' ', 'Home', 'PageUp', 'F', 'N'])('%s passes', (key) => {
    expect(isForVisitors(press(key))).toBe(true);
  });

  it.each([
    'Alt+F4',
    'Ctrl+w',
    'Ctrl+q',
    'Ctrl+r',
    'Ctrl+Shift+i',
    'Ctrl+0',
    'Ctrl+-',
    'Ctrl+=',
    'Ctrl+p',
    'Alt+ArrowLeft',
    'Meta+d',
    'F5',
    'F11',
    'F12',
    'BrowserBack',
    'PrintScreen',
    'ContextMenu',
  ])('%s is swallowed', (key) => {
    expect(isForVisitors(press(key))).toBe(false);
  });
});
