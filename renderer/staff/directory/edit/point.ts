/** A point as maps give it to be copied: two numbers of degrees, WGS 84. */

interface Degrees {
  readonly latitude: number;
  readonly longitude: number;
}

/** @returns undefined where it is no point. */
export function readPoint(typed: string): Degrees | undefined {
  const [, first, second] = /^\s*(-?\d{1,2}(?:\.\d+)?)\s*[,;]\s*(-?\d{1,3}(?:\.\d+)?)\s*$/.exec(typed) ?? [];
  if (first === undefined || second === undefined) return undefined;
  const [latitude, longitude] = [Number(first), Number(second)];
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude } : undefined;
}

export function spellPoint({ latitude, longitude }: Partial<Degrees>): string {
  return latitude === undefined || longitude === undefined ? '' : `${latitude}, ${longitude}`;
}
