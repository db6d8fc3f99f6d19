/** How far two points of the earth lie apart. */
export interface Point {
  /** Degrees, WGS 84. */
  readonly lat: number;
  readonly lon: number;
}

/** Mean radius, in metres (IUGG). */
const EARTH = 6_371_009;

/** Metres as the crow flies, by the haversine formula; good to half a percent. */
export function metresBetween(a: Point, b: Point): number {
  const radians = Math.PI / 180;
  const half = (degrees: number): number => Math.sin((degrees * radians) / 2) ** 2;
  const h = half(b.lat - a.lat) + Math.cos(a.lat * radians) * Math.cos(b.lat * radians) * half(b.lon - a.lon);
  return Math.round(2 * EARTH * Math.asin(Math.min(1, Math.sqrt(h))));
}
