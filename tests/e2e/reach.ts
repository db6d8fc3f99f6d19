/** What a finger must hit and an eye must read, in millimetres of the panel. */
import { expect, type Page } from '@playwright/test';

export interface Measured {
  readonly name: string;
  /** Millimetres. */
  readonly size: number;
}

/** What is smaller than it has to be. */
export const below = (measured: readonly Measured[], least: number): string[] =>
  // Half a pixel of rounding is no fault of a finger's.
  measured.filter(({ size }) => size < least - 0.13).map(({ name, size }) => `${name}: ${size.toFixed(1)} mm`);

/** The shorter side of each target, and the gap from each to its nearest neighbour, in millimetres. */
export async function measureTargets(page: Page): Promise<{ targets: Measured[]; gaps: Measured[] }> {
  return page.evaluate(() => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
    const boxes = [...document.querySelectorAll('button')].map((button) => ({ name: button.textContent, box: button.getBoundingClientRect() })).filter(({ box }) => box.width > 0);
    const targets = boxes.map(({ name, box }) => ({ name, size: Math.min(box.width, box.height) / mm }));
    const gaps = boxes.flatMap((one, at) =>
      boxes.slice(at + 1).map((other) => {
        const across = Math.max(one.box.left - other.box.right, other.box.left - one.box.right, 0);
        const down = Math.max(one.box.top - other.box.bottom, other.box.top - one.box.bottom, 0);
        return { name: `${one.name} – ${other.name}`, size: Math.hypot(across, down) / mm };
      }),
    );
    return { targets, gaps };
  });
}

/** How tall the capitals of each visible piece of text stand, in millimetres, as the font draws them. */
export async function measureCapitals(page: Page, within = '#screen'): Promise<Measured[]> {
  return page.evaluate((root) => {
    const mm = Number.parseFloat(getComputedStyle(document.documentElement).getPropertyValue('--mm'));
    const pen = document.createElement('canvas').getContext('2d');
    if (!pen) throw new Error('no canvas to measure with');
    const measured = [];
    for (const element of document.querySelectorAll(`${root}, ${root} *`)) {
      const own = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim());
      if (!own || element.closest('.only-heard')) continue;
      // The shorthand is empty where the digits are tabular.
      const { fontWeight, fontSize, fontFamily } = getComputedStyle(element);
      pen.font = `${fontWeight} ${fontSize} ${fontFamily}`;
      measured.push({ name: element.textContent, size: pen.measureText('H').actualBoundingBoxAscent / mm });
    }
    return measured;
  }, within);
}

/** Every finger hits its target, and every eye reads its words, on a panel of the usual size. */
export async function expectReachable(page: Page, screen: string): Promise<void> {
  const { targets, gaps } = await measureTargets(page);
  expect(below(targets, 20), `${screen}: targets of 20 mm`).toEqual([]);
  expect(below(gaps, 3), `${screen}: gaps of 3 mm`).toEqual([]);
  expect(below(await measureCapitals(page), 4.8), `${screen}: capitals of 4.8 mm`).toEqual([]);
}
