/** What people read stands in locale files alone. Lint finds words between tags; this, those in attributes and braces. */
import { describe, expect, it } from 'vitest';
import { sourceFiles, textOf } from './tree.ts';

/** Attributes that are read or heard, and the words of our own parts. */
const SAID = /\b(?:aria-(?:label|description|roledescription|valuetext|placeholder)|alt|title|placeholder|words|question|about|closing|hint)=(?:"[^"]*\p{L}[^"]*"|\{\s*(?:'[^']*\p{L}[^']*'|"[^"]*\p{L}[^"]*"|`[^`$]*\p{L}[^`$]*`)\s*\})/gu;
const IN_BRACES = />\s*\{\s*(?:'[^']*\p{L}[^']*'|"[^"]*\p{L}[^"]*"|`[^`$]*\p{L}[^`$]*`)\s*\}/gu;

const found = (text: string): string[] => [SAID, IN_BRACES].flatMap((pattern) => [...text.matchAll(pattern)].map(([match]) => match));

describe('text in code', () => {
  it('is nowhere on a screen', () => {
    const screens = sourceFiles().filter((file) => file.startsWith('renderer/') && file.endsWith('.tsx'));
    expect(screens.length).toBeGreaterThan(30);
    expect(screens.flatMap((file) => found(textOf(file)).map((each) => `${file}: ${each}`))).toEqual([]);
  });

  it('would be found in an attribute or in braces, and a key or a name is none', () => {
    const said = ['<p aria-label="Volver" />', `<Button words={'Volver'} />`, '<Head question={`¿Qué?`} />', `<p>{'Volver'}</p>`, '<img alt="a bird" />'];
    expect(said.filter((each) => found(each).length === 0)).toEqual([]);
    const none = [`<p aria-label={t('home.lost')} />`, '<button type="button" className="only-heard" />', '<Icon name="check" />', '<p>{t(`turns.${kind}`)}</p>', '<p aria-label={`${a} – ${b}`} />', '<p title="" />'];
    expect(none.filter((each) => found(each).length > 0)).toEqual([]);
  });
});
