/**
 * What moves on a screen, read from its stylesheets and scripts: nothing flashes, nothing goes on
 * moving, nothing moves for whoever asked that nothing should; and nothing has to be dragged, held
 * or touched twice.
 */
import { describe, expect, it } from 'vitest';
import { projectFiles, textOf } from './tree.ts';

const STYLES = projectFiles().filter((file) => /^(?:renderer|server)\/.*\.css$/.test(file));
const PAGES = projectFiles().filter((file) => /^renderer\/.*\.tsx?$/.test(file) && !file.includes('.test.'));
/** Refuses what would drag or pinch. */
const REFUSES = 'renderer/ui/kiosk.ts';
/** Asks for frames to count them, and moves nothing. */
const COUNTS_FRAMES = 'renderer/display/heartbeat.ts';
const TOKENS = textOf('renderer/ui/tokens.css');

/** A seizure needs more than three flashes a second; this house stays under two. */
const SHORTEST_BEAT_MS = 500;
/** What goes on moving for longer needs a way to be stopped (WCAG 2.2.2); ours has none. */
const LONGEST_MS = 5000;
/** What may change for longer, since nothing goes from its place by it. */
const COLOURS = new Set(['box-shadow', 'color', 'background-color', 'border-color', 'opacity']);

interface Moving {
  readonly file: string;
  readonly name: string;
  readonly beatMs: number;
  readonly times: number;
}

const commentless = (css: string): string => css.replaceAll(/\/\*.*?\*\//gs, '');
const resolved = (value: string): string => value.replaceAll(/var\((--[\w-]+)\)/g, (_, name: string) => new RegExp(`${name}:\\s*([^;]+);`).exec(TOKENS)?.[1] ?? '');
const inMs = (time: string): number => Number.parseFloat(time) * (time.endsWith('ms') ? 1 : 1000);

/** Each of the animations that a declaration names: its first time is how long it takes, its bare number how often. */
export function animationsIn(css: string): readonly Omit<Moving, 'file'>[] {
  const declared = [...commentless(css).matchAll(/[\s{;]animation:\s*([^;]+);/g)].map(([, value = '']) => resolved(value));
  return declared.flatMap((value) => value.split(/,(?![^(]*\))/)).filter((one) => !one.trim().startsWith('none')).map((one) => {
    const words = one.trim().replaceAll(/\([^)]*\)/g, '').split(/\s+/);
    const time = words.find((word) => /^[\d.]+m?s$/.test(word));
    const times = words.includes('infinite') ? Infinity : Number(words.find((word) => /^[\d.]+$/.test(word)) ?? 1);
    return { name: words[0] ?? '', beatMs: time === undefined ? Number.NaN : inMs(time), times };
  });
}

/** What the frames of that name change. */
function changedBy(css: string, name: string): readonly string[] {
  const from = commentless(css).split(`@keyframes ${name} {`, 2)[1]?.split(/\n\}/, 1)[0] ?? '';
  return [...from.matchAll(/^\s*([\w-]+):/gm)].map(([, property = '']) => property);
}

const MOVING: readonly Moving[] = STYLES.flatMap((file) => animationsIn(textOf(file)).map((one) => ({ file, ...one })));

describe('what moves', () => {
  it('is read as it stands', () => {
    expect(animationsIn('.a { animation: open 480ms var(--ease), call 1s ease-in-out 300ms 4; } .b { animation: none !important; }')).toEqual([
      { name: 'open', beatMs: 480, times: 1 },
      { name: 'call', beatMs: 1000, times: 4 },
    ]);
    expect(MOVING.length).toBeGreaterThan(3);
    expect(MOVING.filter(({ beatMs }) => Number.isNaN(beatMs))).toEqual([]);
    // Said in one declaration, or this test would not see it.
    expect(STYLES.filter((file) => /animation-(?:duration|iteration|name|direction)/.test(textOf(file)))).toEqual([]);
  });

  it('never flashes more than twice a second, and comes to its end', () => {
    expect(MOVING.filter(({ beatMs, times }) => times > 1 && beatMs < SHORTEST_BEAT_MS)).toEqual([]);
    expect(MOVING.filter(({ times }) => times === Infinity)).toEqual([]);
  });

  it('is still after five seconds; what is lit for longer stays where it is', () => {
    const long = MOVING.filter(({ beatMs, times }) => beatMs * times > LONGEST_MS);
    for (const { file, name } of long) {
      const changed = changedBy(textOf(file), name);
      expect(changed.length, `${file} ${name}`).toBeGreaterThan(0);
      expect(changed.filter((property) => !COLOURS.has(property)), `${file} ${name}`).toEqual([]);
    }
  });

  it('does not for whoever wants nothing moved: one rule stills every stylesheet', () => {
    const rule = /@media \(prefers-reduced-motion: reduce\) \{\s*\*,\s*\*::before,\s*\*::after \{([^}]*)\}/.exec(textOf('renderer/ui/base.css'))?.[1] ?? '';
    expect(rule).toContain('animation: none !important;');
    expect(rule).toContain('transition: none !important;');
    expect(rule).toContain('scroll-behavior: auto !important;');
  });

  it('is moved by stylesheets alone', () => {
    const elsewhere = /\.animate\(|requestAnimationFrame|setInterval|<(?:marquee|video|animate|animateTransform)\b|behavior: 'smooth'/;
    expect(PAGES.filter((file) => file !== COUNTS_FRAMES).filter((file) => elsewhere.test(textOf(file)))).toEqual([]);
  });
});

describe('what is touched', () => {
  it('takes one touch: nothing is dragged, pinched, held, or touched twice', () => {
    const more = /\bon(?:Drag\w*|Touch\w*|Pointer\w*|DoubleClick|ContextMenu|Wheel|MouseMove)\b|addEventListener\('(?:touch(?:start|end)|pointer(?:move|up)|dblclick|drag\w*|wheel)'/;
    const [visitor, tsx] = [PAGES.filter((file) => /^renderer\/(?:visitor|ui|display)\//.test(file)), /\.tsx$/];
    expect(visitor.filter((file) => tsx.test(file)).length).toBeGreaterThan(20);
    expect(visitor.filter((file) => file !== REFUSES && more.test(textOf(file)))).toEqual([]);
  });
});
