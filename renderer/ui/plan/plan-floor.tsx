/**
 * A floor of the house as a picture. In: the floor, the room to mark, what stands on it. Out: walls,
 * doors, signs, and names as large as the place lets them be. Whoever sees nothing of it is told
 * elsewhere on the page; it draws no way, and hears no touch.
 */
import { useLayoutEffect, useMemo, useRef, useState, type CSSProperties, type ReactNode, type RefObject } from 'react';
import type { Floor, PlanPoint, Room } from '../../../shared/domain/plan/plan.ts';
import { holds, middleOf, type Box } from '../../../shared/domain/plan/shape.ts';
import { Icon } from '../icon.tsx';
import { placeName, type Placed, type Sizes } from './fit.ts';
import styles from './plan.module.css';
import { Walls } from './walls.tsx';

/** How high a pin stands over a name, and how wide signs are, of the size of the least letters. */
const PIN = 1.9;
const SIGN = 1.7;
const HERE = 2.3;

/** A text as it is written, and how. */
export interface MapText {
  readonly text: string;
  readonly lang: string;
  readonly dir: 'ltr' | 'rtl';
}

interface PlanFloorProps {
  readonly floor: Floor;
  readonly marked?: string | undefined;
  readonly nameOf: (room: Room) => MapText;
  /** What stands on this floor: names keep clear of it. */
  readonly points: readonly PlanPoint[];
  /** Written beside where the screen stands. */
  readonly here?: MapText | undefined;
  /** Signs: see {@link At}. */
  readonly children: ReactNode;
}

export function PlanFloor({ floor, marked, nameOf, points, here, children }: PlanFloorProps): ReactNode {
  const drawn = useRef<HTMLDivElement>(null);
  const sizes = useSizes(drawn, floor);
  const { metre, least } = sizes;
  const taken = useMemo(() => points.map(({ icon, x, y }) => squareAt(x, y, ((icon === 'here' ? HERE : SIGN) * least) / metre)), [points, least, metre]);
  const label = useMemo(() => (here ? placeHere(floor, points, taken, here.text, sizes) : undefined), [floor, points, taken, here, sizes]);
  const around = label ? [...taken, label.box] : taken;
  return (
    <div className={styles.frame}>
      <div ref={drawn} className={styles.floor} dir="ltr" style={{ '--ratio': floor.width / floor.height } as CSSProperties}>
        <Walls floor={floor} marked={marked} />
        {metre > 0 ? floor.rooms.map((room) => <Name key={room.id} floor={floor} room={room} name={nameOf(room)} taken={around} sizes={sizes} isMarked={room.id === marked} />) : null}
        {here && label ? <Written floor={floor} of={label} text={here} className={styles.here} /> : null}
        {children}
      </div>
    </div>
  );
}

function squareAt(x: number, y: number, width: number): Box {
  return { x, y, width, height: width };
}

/** In the room where the screen stands, beside it or not at all: further off it would say something of another place. */
function placeHere({ rooms }: Floor, points: readonly PlanPoint[], taken: readonly Box[], name: string, sizes: Sizes): Placed | undefined {
  const point = points.find(({ icon }) => icon === 'here');
  const room = point && rooms.find(({ shape }) => holds(shape, [point.x, point.y]));
  if (!point || !room || sizes.metre === 0) return undefined;
  const placed = placeName({ name, shape: room.shape, taken, near: [point.x, point.y] }, { ...sizes, most: sizes.least });
  const isBeside = placed && Math.abs(placed.at[1] - point.y) <= (HERE * sizes.least) / sizes.metre;
  return isBeside ? placed : undefined;
}

/** How large a metre is drawn, and how large letters must be there. */
function useSizes(drawn: RefObject<HTMLDivElement | null>, { width }: Floor): Sizes {
  const [seen, setSeen] = useState({ width: 0, least: 0 });
  useLayoutEffect(() => {
    const element = drawn.current;
    if (!element) return undefined;
    const measure = (): void => {
      setSeen({ width: element.clientWidth, least: Math.ceil(Number.parseFloat(getComputedStyle(element).fontSize)) });
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [drawn]);
  return useMemo(() => ({ metre: seen.width / width, least: seen.least, most: Math.ceil(seen.least * 1.35) }), [seen, width]);
}

interface NameProps {
  readonly floor: Floor;
  readonly room: Room;
  readonly name: MapText;
  readonly taken: readonly Box[];
  readonly sizes: Sizes;
  readonly isMarked: boolean;
}

/** The marked room has a pin over its name, and the pin alone where the name has no place. */
function Name({ floor, room: { shape, kind }, name, taken, sizes, isMarked }: NameProps): ReactNode {
  const placed = useMemo(() => placeName({ name: name.text, shape, taken, pin: isMarked ? PIN : 0 }, sizes), [name.text, shape, taken, isMarked, sizes]);
  const at = middleOf(shape);
  if (placed) return <Written floor={floor} of={placed} text={name} className={styles.name} kind={kind} isMarked={isMarked} />;
  return isMarked ? <Written floor={floor} of={{ lines: [], size: sizes.least, at }} text={name} className={styles.name} kind={kind} isMarked /> : null;
}

interface WrittenProps {
  readonly floor: Floor;
  readonly of: Pick<Placed, 'lines' | 'size' | 'at'>;
  readonly text: MapText;
  readonly className: string | undefined;
  readonly kind?: Room['kind'];
  readonly isMarked?: boolean;
}

function Written({ floor, of: { lines, size, at: [x, y] }, text: { lang, dir }, className, kind, isMarked = false }: WrittenProps): ReactNode {
  return (
    <span className={className} data-marked={isMarked || undefined} data-kind={kind} style={{ ...placeOn(floor, x, y), fontSize: size }}>
      {isMarked ? <Icon name="map-pin" className={styles.pin} /> : null}
      {lines.map((line) => (
        <bdi key={line} lang={lang} dir={dir}>
          {line}
        </bdi>
      ))}
    </span>
  );
}

/** A share of the floor as it is drawn: it moves with it. */
export function placeOn({ width, height }: Pick<Floor, 'width' | 'height'>, x: number, y: number): { readonly left: string; readonly top: string } {
  return { left: `${(100 * x) / width}%`, top: `${(100 * y) / height}%` };
}

interface AtProps extends Pick<PlanPoint, 'x' | 'y'> {
  readonly floor: Floor;
  readonly children: ReactNode;
}

/** Stands on a floor, its middle so many metres from the upper left corner. */
export function At({ floor, x, y, children }: AtProps): ReactNode {
  return (
    <span className={styles.at} style={placeOn(floor, x, y)}>
      {children}
    </span>
  );
}
