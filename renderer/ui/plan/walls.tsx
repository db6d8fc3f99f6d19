/** Rooms, walls and doors of a floor, drawn in metres. Nothing is written here. */
import { useId, type ReactNode } from 'react';
import type { Floor, Room } from '../../../shared/domain/plan/plan.ts';
import styles from './plan.module.css';

/** Of walls, in metres as they are drawn. */
const WALL = 0.16;

/** Kinds of room that are told by what is drawn in them, not by a colour alone. */
const DRAWN: ReadonlySet<Room['kind']> = new Set(['stairs', 'closed']);

/** A line from top to bottom: repeated, steps; turned, a place where nobody goes in. */
const LINE = 'M0.25 0V0.5';

const corners = (shape: Room['shape']): string => shape.map(([x, y]) => `${x},${y}`).join(' ');

/** Grounds first and all walls over them, so that no room paints over its neighbour's; doors last, as gaps. */
export function Walls({ floor: { width, height, rooms, doors = [] }, marked }: { readonly floor: Floor; readonly marked: string | undefined }): ReactNode {
  const id = useId();
  const one = rooms.filter((room) => room.id === marked);
  return (
    <svg className={styles.walls} viewBox={`0 0 ${width} ${height}`} aria-hidden="true">
      <pattern id={`${id}stairs`} width="0.5" height="0.5" patternUnits="userSpaceOnUse">
        <path className={styles.step} d={LINE} />
      </pattern>
      <pattern id={`${id}closed`} width="0.5" height="0.5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
        <path className={styles.hatch} d={LINE} />
      </pattern>
      {rooms.map(({ id: room, kind = 'room', shape }) => (
        <g key={room} data-room={kind}>
          <polygon className={styles.ground} points={corners(shape)} />
          {DRAWN.has(kind) ? <polygon fill={`url(#${id}${kind})`} points={corners(shape)} /> : null}
        </g>
      ))}
      {rooms.map(({ id: room, shape }) => (
        <polygon key={room} className={styles.wall} strokeWidth={WALL} points={corners(shape)} />
      ))}
      {one.map(({ id: room, shape }) => (
        <polygon key={room} className={styles.marked} strokeWidth={WALL * 2} points={corners(shape)} />
      ))}
      {doors.map(([[ax, ay], [bx, by]]) => (
        <path key={`${ax} ${ay} ${bx} ${by}`} className={styles.door} strokeWidth={WALL * 1.3} d={`M${ax} ${ay}L${bx} ${by}`} />
      ))}
    </svg>
  );
}
