/** Shapes of a plan as geometry: corners in metres in, answers out. It knows no rooms. */

/** A corner: to the right, and down. */
export type Corner = readonly [x: number, y: number];

/**
 * Whether any two sides of a polygon cross. Sides that follow one another share a corner and may;
 * one that lies back on the one before it is a crossing too.
 */
export function crossesItself(shape: readonly Corner[]): boolean {
  const sides = shape.map((from, index): readonly [Corner, Corner] => [from, shape[(index + 1) % shape.length] ?? from]);
  return sides.some((side, index) => sides.slice(index + 1).some((other, behind) => {
    const isNext = behind === 0 || (index === 0 && behind === sides.length - 2);
    return isNext ? foldsBack(side, other) : doCross(side, other);
  }));
}

type Side = readonly [Corner, Corner];

/** Twice the area of a triangle, with the sign of its turn. */
function turn([ax, ay]: Corner, [bx, by]: Corner, [cx, cy]: Corner): number {
  return (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
}

function isWithin([x, y]: Corner, [[ax, ay], [bx, by]]: Side): boolean {
  return Math.min(ax, bx) <= x && x <= Math.max(ax, bx) && Math.min(ay, by) <= y && y <= Math.max(ay, by);
}

function doCross(side: Side, other: Side): boolean {
  const [a, b] = side;
  const [c, d] = other;
  const [atC, atD, atA, atB] = [turn(a, b, c), turn(a, b, d), turn(c, d, a), turn(c, d, b)];
  if (Math.sign(atC) * Math.sign(atD) < 0 && Math.sign(atA) * Math.sign(atB) < 0) return true;
  return (atC === 0 && isWithin(c, side)) || (atD === 0 && isWithin(d, side)) || (atA === 0 && isWithin(a, other)) || (atB === 0 && isWithin(b, other));
}

/** Two sides with a corner in common, of which one lies on the other; or a side without length. */
function foldsBack([a, b]: Side, [c, d]: Side): boolean {
  const [corner, from, to] = isSame(b, c) ? [b, a, d] : [a, b, c];
  const [dx, dy, ex, ey] = [from[0] - corner[0], from[1] - corner[1], to[0] - corner[0], to[1] - corner[1]];
  return dx * ey === dy * ex && dx * ex + dy * ey >= 0;
}

function isSame([ax, ay]: Corner, [bx, by]: Corner): boolean {
  return ax === bx && ay === by;
}

/** A level box: its middle, and how far it reaches, in metres. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How near each other the spots are that are tried, in metres. */
const APART = 0.25;

/**
 * Where a box stands inside a shape, clear of its walls and of what stands there already, as near to a
 * spot as it can; undefined where it stands nowhere. The mean of the corners may lie outside of a
 * shape with a bay, so spots are tried one after the other.
 */
export function placeIn(shape: readonly Corner[], { width, height }: Pick<Box, 'width' | 'height'>, taken: readonly Box[], near = middleOf(shape)): Corner | undefined {
  const [xs, ys] = [shape.map(([x]) => x), shape.map(([, y]) => y)];
  let best: Corner | undefined;
  let nearest = Infinity;
  for (const x of around(near[0], Math.min(...xs) + width / 2, Math.max(...xs) - width / 2)) {
    for (const y of around(near[1], Math.min(...ys) + height / 2, Math.max(...ys) - height / 2)) {
      const far = Math.hypot(x - near[0], y - near[1]);
      const box = { x, y, width, height };
      if (far >= nearest || taken.some((other) => doMeet(box, other)) || !isInside(shape, box)) continue;
      [best, nearest] = [[x, y], far];
    }
  }
  return best;
}

/** What is tried between two ends: the very spot or the end that is next to it, and then step by step to both sides. */
function* around(wanted: number, from: number, to: number): Generator<number> {
  if (from > to) return;
  const start = Math.min(to, Math.max(from, wanted));
  yield start;
  for (let away = APART; start - away >= from || start + away <= to; away += APART) {
    if (start - away >= from) yield start - away;
    if (start + away <= to) yield start + away;
  }
}

function doMeet(one: Box, other: Box): boolean {
  return Math.abs(one.x - other.x) * 2 < one.width + other.width && Math.abs(one.y - other.y) * 2 < one.height + other.height;
}

/** Its middle is inside, and no wall comes into it. */
function isInside(shape: readonly Corner[], box: Box): boolean {
  return holds(shape, [box.x, box.y]) && shape.every((from, index) => !comesInto([from, shape[(index + 1) % shape.length] ?? from], box));
}

/** Whether a spot is inside a shape. */
export function holds(shape: readonly Corner[], [x, y]: Corner): boolean {
  const crossed = shape.filter(([ax, ay], index) => {
    const [bx, by] = shape[(index + 1) % shape.length] ?? [ax, ay];
    return ay <= y !== by <= y && ax + ((y - ay) / (by - ay)) * (bx - ax) > x;
  });
  return crossed.length % 2 === 1;
}

/** Whether any of a side lies within a box: what is left of it once it is cut at each edge. */
function comesInto([[ax, ay], [bx, by]]: Side, { x, y, width, height }: Box): boolean {
  let [from, to] = [0, 1];
  for (const [start, step, least, most] of [[ax, bx - ax, x - width / 2, x + width / 2], [ay, by - ay, y - height / 2, y + height / 2]] as const) {
    if (step === 0) {
      if (start <= least || start >= most) return false;
      continue;
    }
    const [enters, leaves] = [(least - start) / step, (most - start) / step];
    from = Math.max(from, Math.min(enters, leaves));
    to = Math.min(to, Math.max(enters, leaves));
  }
  return from < to;
}

/** Of the box around a shape. */
export function middleOf(shape: readonly Corner[]): Corner {
  const [xs, ys] = [shape.map(([x]) => x), shape.map(([, y]) => y)];
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

/** How far beside a wall a door may be drawn and still be in it, in metres. */
const BESIDE = 0.25;

/** Whether a spot lies in one of a shape's walls. */
export function isAcross(shape: readonly Corner[], [x, y]: Corner): boolean {
  return shape.some(([ax, ay], index) => {
    const [bx, by] = shape[(index + 1) % shape.length] ?? [ax, ay];
    const length = (bx - ax) ** 2 + (by - ay) ** 2;
    const along = length === 0 ? 0 : Math.min(1, Math.max(0, ((x - ax) * (bx - ax) + (y - ay) * (by - ay)) / length));
    return Math.hypot(x - ax - along * (bx - ax), y - ay - along * (by - ay)) <= BESIDE;
  });
}
