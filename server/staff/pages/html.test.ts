import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, type Part } from './html.ts';

const text = (made: { toString(): string }): string => made.toString();

describe('a template', () => {
  test('shows what was typed as it was typed, in words and in attributes', () => {
    const typed = `"><script>alert('x')</script><b a=\`1\`>&amp;`;
    const shown = text(html`<p title="${typed}">${typed}</p>`);
    expect(shown).toBe(
      `<p title="&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&lt;b a&#61;&#96;1&#96;&gt;&amp;amp;">&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&lt;b a&#61;&#96;1&#96;&gt;&amp;amp;</p>`,
    );
  });

  test('lets no text add a tag, an attribute or an entity, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '`', '=', '&', ';', '/', ' ', 'a', '!', '-', '#', 'x', '0', '\n') }), (typed) => {
        const shown = text(html`<p title="${typed}">${typed}</p>`);
        expect(shown.match(/[<>"'`=]/g)).toEqual(['<', '=', '"', '"', '>', '<', '>']);
        expect(shown.replaceAll(/&(?:amp|lt|gt|quot|#39|#96|#61);/g, '')).not.toContain('&');
      }),
    );
  });

  test('takes markup of its own kind, lists and numbers, and leaves out what is not there', () => {
    const item = (each: string) => html`<li>${each}</li>`;
    expect(text(html`<ul>${['a', '<b>'].map(item)}</ul>${7}${undefined}${false}`)).toBe('<ul><li>a</li><li>&lt;b&gt;</li></ul>7');
  });

  test('takes nothing that only looks like markup of its own', () => {
    const forged = { toString: () => '<script>' } as unknown as Part;
    expect(() => text(html`<p>${forged}</p>`)).toThrow();
  });

  test('refuses a value outside quotes', () => {
    expect(() => html`<p class=${'a onclick'}>`).toThrow('quotes');
  });
});
