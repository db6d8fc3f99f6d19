/**
 * How wide a label is, before it is drawn: a screen sets it as large as its place allows, and a
 * place knows its own size but not what will stand in it.
 */
import type { CSSProperties } from 'react';
import { spellLabel, type Label } from '../../shared/domain/label.ts';

/** Widths of Atkinson Hyperlegible Next at weight 800, in ems, for `A` to `Z`. */
const LETTERS = [
  0.692, 0.649, 0.655, 0.69, 0.603, 0.564, 0.721, 0.699, 0.424, 0.575, 0.671, 0.548, 0.868, 0.723, 0.746, 0.637, 0.756, 0.658, 0.608, 0.618, 0.678, 0.659,
  0.891, 0.703, 0.674, 0.614,
];
/** One of Figtree's tabular digits. */
export const DIGIT_EMS = 0.597;
const SPACE = 0.32;

/** The width of a label as `ui/label.tsx` sets it, in ems of its own type. */
export function labelEms(label: Label): number {
  return Array.from(spellLabel(label)).reduce((sum, char) => sum + widthOf(char), 0);
}

function widthOf(char: string): number {
  if (char === '\u00a0') return SPACE;
  return LETTERS[char.charCodeAt(0) - 65] ?? DIGIT_EMS;
}

/** Tells a style sheet how many ems wide something is, as `--ems`. */
export function emsStyle(ems: number): CSSProperties {
  return { '--ems': ems.toFixed(3) } as CSSProperties;
}
