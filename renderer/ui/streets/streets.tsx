/**
 * The streets between the house and a place. In: two points, and what each is called. Out: a picture
 * of the neighbourhood, from a file of tiles that the station gives; buttons go closer and further, so
 * that nobody needs two fingers. It asks no network. Whoever shows it says the same in words.
 */
import { addProtocol, LngLatBounds, Map as Streets, Marker, setWorkerUrl } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?url';
import { PMTiles, Protocol } from 'pmtiles';
import { useEffect, useEffectEvent, useRef, type ReactNode } from 'react';
import { coloursOf, lookOf, STREETS_PATH } from './look.ts';
import styles from './streets.module.css';

export interface Point {
  /** Degrees, WGS 84. */
  readonly lat: number;
  readonly lon: number;
}

export interface StreetsProps {
  readonly here: Point;
  readonly there: Point;
  readonly isContrast: boolean;
  /** Steps closer, from 0; fewer than none is further away. */
  readonly closer: number;
  /** There are no streets to be seen: no file, no picture from this machine, or a place that is not on it. */
  readonly onNothing: () => void;
}

/** Closer than this a street is not told from the next any more. */
const CLOSEST = 17;
/** As everything that is to be read: capitals of 4.8 mm. */
const LETTERS_MM = 7.2;
/** Pixels around what is to be seen. */
const AROUND = 120;

setWorkerUrl(workerUrl);
const protocol = new Protocol();
addProtocol('pmtiles', (request, abort) => protocol.tile(request, abort));

export default function StreetMap({ here, there, isContrast, closer, onNothing }: StreetsProps): ReactNode {
  const box = useRef<HTMLDivElement>(null);
  const map = useRef<Pick<Drawn, 'streets' | 'whole'> | null>(null);
  const nothing = useEffectEvent(onNothing);
  const [{ lat: hereLat, lon: hereLon }, { lat: thereLat, lon: thereLon }] = [here, there];
  useEffect(() => {
    let gone = false;
    if (!box.current) return undefined;
    try {
      const { streets, whole, ready } = draw(box.current, { here: { lat: hereLat, lon: hereLon }, there: { lat: thereLat, lon: thereLon }, isContrast });
      map.current = { streets, whole };
      ready.catch(() => {
        if (!gone) nothing();
      });
    } catch {
      // No WebGL on this machine.
      nothing();
    }
    return () => {
      gone = true;
      map.current?.streets.remove();
      map.current = null;
    };
  }, [hereLat, hereLon, thereLat, thereLon, isContrast]);
  useEffect(() => {
    const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
    map.current?.streets.easeTo({ zoom: Math.min(map.current.whole() + closer, CLOSEST + 2), duration: isStill ? 0 : 160 });
  }, [closer]);
  return <div ref={box} className={styles.map} data-testid="streets" aria-hidden="true" />;
}

interface Drawn {
  readonly streets: Streets;
  /** How close both can be seen, in the library's zoom. */
  readonly whole: () => number;
  /** Rejects where there is nothing to see. */
  readonly ready: Promise<void>;
}

function draw(box: HTMLElement, { here, there, isContrast }: Pick<StreetsProps, 'here' | 'there' | 'isContrast'>): Drawn {
  const source = new URL(STREETS_PATH, location.href).href;
  const file = new PMTiles(source);
  protocol.add(file);
  const token = (name: string): string => getComputedStyle(box).getPropertyValue(name).trim();
  const bounds = new LngLatBounds([here.lon, here.lat], [here.lon, here.lat]).extend([there.lon, there.lat]);
  const fit = { padding: AROUND, maxZoom: CLOSEST };
  const streets = new Streets({ container: box, style: lookOf(source, LETTERS_MM * Number.parseFloat(token('--mm')), coloursOf(token, isContrast)), bounds, fitBoundsOptions: fit, interactive: false, attributionControl: false, fadeDuration: 0, trackResize: false });
  // A screen that is turned, or letters that grow, leave both where they can be seen.
  const resizing = new ResizeObserver(() => {
    streets.resize();
    streets.fitBounds(bounds, { ...fit, duration: 0 });
  });
  resizing.observe(box);
  streets.once('remove', () => resizing.disconnect());
  for (const [point, kind] of [[here, 'here'], [there, 'there']] as const) new Marker({ element: mark(kind), anchor: kind === 'there' ? 'bottom' : 'center' }).setLngLat([point.lon, point.lat]).addTo(streets);
  const ready = file.getHeader().then(({ minLon, maxLon, minLat, maxLat }) => {
    const isOn = there.lon >= minLon && there.lon <= maxLon && there.lat >= minLat && there.lat <= maxLat;
    if (!isOn) throw new RangeError('the place is not on this map');
  });
  return { streets, whole: () => streets.cameraForBounds(bounds, fit)?.zoom ?? CLOSEST, ready };
}

function mark(kind: 'here' | 'there'): HTMLElement {
  const element = document.createElement('span');
  element.className = styles[kind] ?? '';
  return element;
}
