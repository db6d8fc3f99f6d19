/**
 * The panel a screen stands on: how many pixels make an inch, and so how large a millimetre is.
 * `?ppi=` in the address says it where the panel is another than the usual one.
 */

/** Pixels per inch of the usual panel of each screen. */
export const USUAL_PPI = {
  /** 21.5″, 1080 × 1920. */
  visitor: 102,
  /** A desk's monitor at 100 %. */
  staff: 96,
  /** 55″, 1920 × 1080. */
  display: 40,
} as const;

/** From a wall of 85″ to a phone held at the eye; anything else in the address is a mistake. */
const PLAUSIBLE = { least: 20, most: 600 };

export function ppiOf(screen: keyof typeof USUAL_PPI, search: string): number {
  const asked = Number(new URLSearchParams(search).get('ppi') ?? Number.NaN);
  return asked >= PLAUSIBLE.least && asked <= PLAUSIBLE.most ? asked : USUAL_PPI[screen];
}

export function setMillimetre(screen: keyof typeof USUAL_PPI): void {
  const ppi = ppiOf(screen, window.location.search);
  document.documentElement.style.setProperty('--mm', `${ppi / 25.4}px`);
}
