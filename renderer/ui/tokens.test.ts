import { expect, test } from 'vitest';
import tokens from './tokens.css?raw';

/** A colour of the palette, or of one ground as `night/on-ground-2`. */
function colour(name: string): readonly [number, number, number] {
  const [own, ground] = name.split('/').reverse() as [string, string?];
  const block = ground === 'contrast' ? tokens.slice(tokens.indexOf('[data-contrast]')) : ground ? tokens.slice(tokens.indexOf(`[data-ground='${ground}']`)) : tokens;
  const hex = new RegExp(`--${own}: #([0-9a-f]{6});`).exec(block)?.[1];
  if (!hex) throw new Error(`tokens.css has no --${name}`);
  const part = (at: number): number => Number.parseInt(hex.slice(at, at + 2), 16);
  return [part(0), part(2), part(4)];
}

/** Relative luminance, as WCAG 2.2 defines it. */
function luminance(name: string): number {
  const [r, g, b] = colour(name).map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

const TEXT = [
  ['ink', 'paper'], ['ink', 'paper-2'], ['ink', 'card'], ['ink', 'door-tint'], ['ink', 'sun-tint'], ['ink', 'sky-tint'],
  ['ink-2', 'paper'], ['ink-2', 'paper-2'], ['ink-2', 'card'], ['ink-2', 'door-tint'],
  ['door', 'paper'], ['door', 'card'], ['door', 'door-tint'], ['door', 'paper-2'],
  ['door-2', 'sun'], ['card', 'door'], ['card', 'door-2'], ['door/on-ground-2', 'door'], ['night/on-ground-2', 'door-2'],
  ['sky', 'sky-tint'], ['clay', 'paper'], ['clay', 'card'], ['clay-2', 'clay-tint'], ['plum', 'plum-tint'],
  ['leaf', 'paper'], ['leaf', 'leaf-tint'], ['leaf', 'card'], ['card', 'ink'], ['card', 'night/ground-raised'], ['night/on-ground-2', 'night/ground-raised'],
] as const;

test.each(TEXT)('words in %s on %s are 4.5:1 or more', (front, behind) => {
  expect(contrast(front, behind)).toBeGreaterThanOrEqual(4.5);
});

/** Each that is written with, on each that it is written on, where black and white was asked for. */
const STARK = TEXT.filter(([front]) => front !== 'card').map(([front, behind]) => [front.replace(/^.*\//, ''), behind.replace(/^.*\//, '')] as const).filter(([, behind]) => !['door', 'ground-raised', 'ink', 'door-2'].includes(behind));

test.each([...STARK, ['on-door', 'door'], ['on-ink', 'ink'], ['door-2', 'sun'], ['door-2', 'sun-2'], ['ink', 'door-tint-2'], ['on-ground', 'ground'], ['on-ground-2', 'ground'], ['leaf-2', 'leaf-tint']] as const)('asked for black and white, words in %s on %s are 7:1 or more', (front, behind) => {
  expect(contrast(`contrast/${front}`, `contrast/${behind}`)).toBeGreaterThanOrEqual(7);
});

const SHAPES = [
  ['door', 'paper'], ['sun', 'door'], ['sun', 'door-2'], ['door/ground-line', 'door'], ['line-strong', 'paper'], ['line-strong', 'card'],
] as const;

test.each(SHAPES)('the edge of a control in %s on %s is 3:1 or more', (front, behind) => {
  expect(contrast(front, behind)).toBeGreaterThanOrEqual(3);
});

/** Of languages, pills and pictures: what is chosen, and what lies beside it that is not. */
const CHOSEN = [['ink', 'paper'], ['ink', 'paper-2'], ['door', 'paper'], ['door', 'card']] as const;

test.each(CHOSEN)('in greys, what is chosen in %s stands off what is not in %s by 3:1', (chosen, beside) => {
  expect(contrast(chosen, beside)).toBeGreaterThanOrEqual(3);
  expect(contrast(`contrast/${chosen}`, `contrast/${beside}`)).toBeGreaterThanOrEqual(3);
});
