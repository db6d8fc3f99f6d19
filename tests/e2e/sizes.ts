/** What screens are looked at on: a kiosk that stands upright, a wall, a desk's laptop. */
export const SIZES = [
  { width: 1080, height: 1920 },
  { width: 1920, height: 1080 },
  { width: 1280, height: 800 },
] as const;
