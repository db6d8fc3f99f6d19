/**
 * How the streets around the house look. In: the colours of the screen as it is now. Out: a style for
 * the tiles that `pmtiles extract` cuts from a Protomaps map of the world (its layers, version 4).
 * Calm: what somebody finds their way by, and nothing of what is for sale.
 */
import type { StyleSpecification } from 'maplibre-gl';

/** Where the file of tiles lies for a page. */
export const STREETS_PATH = '/map/streets.pmtiles';

/** By the names of the screen's own tokens. */
export interface Colours {
  readonly ground: string;
  readonly block: string;
  readonly street: string;
  readonly edge: string;
  readonly water: string;
  readonly green: string;
  readonly words: string;
}

/** Where the screen is black and white, so is its map. */
export function coloursOf(token: (name: string) => string, isContrast: boolean): Colours {
  if (isContrast) return { ground: '#000000', block: '#1c1c1c', street: '#ffffff', edge: '#000000', water: '#3a3a3a', green: '#101010', words: '#ffffff' };
  return { ground: token('--paper-2'), block: token('--line'), street: token('--card'), edge: token('--line-strong'), water: token('--sky-tint'), green: token('--leaf-tint'), words: token('--ink') };
}

/** Kinds of street, as the tiles name them, and how broad each is in pixels at zoom 12 and 18. */
const STREETS = [
  { kinds: ['path', 'other'], from: 1, to: 5 },
  { kinds: ['minor_road'], from: 1.5, to: 22 },
  { kinds: ['major_road'], from: 3, to: 30 },
  { kinds: ['highway'], from: 4, to: 34 },
] as const;

/** @param letters how high names are, in pixels. */
export function lookOf(source: string, letters: number, { ground, block, street, edge, water, green, words }: Colours): StyleSpecification {
  const of = { source: 'streets' } as const;
  const broad = (from: number, to: number): ['interpolate', ['exponential', number], ['zoom'], number, number, number, number] => ['interpolate', ['exponential', 1.6], ['zoom'], 12, from, 18, to];
  const round = { 'line-cap': 'round', 'line-join': 'round' } as const;
  return {
    version: 8,
    sources: { streets: { type: 'vector', url: `pmtiles://${source}` } },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': ground } },
      { id: 'green', type: 'fill', ...of, 'source-layer': 'landuse', filter: ['match', ['get', 'kind'], ['park', 'garden', 'forest', 'grass', 'wood', 'playground', 'cemetery', 'pitch'], true, false], paint: { 'fill-color': green } },
      { id: 'water', type: 'fill', ...of, 'source-layer': 'water', filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': water } },
      { id: 'blocks', type: 'fill', ...of, 'source-layer': 'buildings', minzoom: 14, paint: { 'fill-color': block } },
      ...STREETS.map(({ kinds, from, to }) => ({ id: `edge-${kinds[0]}`, type: 'line' as const, ...of, 'source-layer': 'roads', filter: inKinds(kinds), layout: round, paint: { 'line-color': edge, 'line-width': broad(from + 1, to + 3) } })),
      ...STREETS.map(({ kinds, from, to }) => ({ id: `street-${kinds[0]}`, type: 'line' as const, ...of, 'source-layer': 'roads', filter: inKinds(kinds), layout: round, paint: { 'line-color': street, 'line-width': broad(from, to) } })),
      {
        id: 'names', type: 'symbol', ...of, 'source-layer': 'roads', minzoom: 13, filter: ['has', 'name'],
        // No `glyphs`: letters are drawn in the screen's own.
        layout: { 'symbol-placement': 'line', 'text-field': ['get', 'name'], 'text-font': ['Atkinson Hyperlegible Next Variable'], 'text-size': letters, 'symbol-spacing': 420 },
        paint: { 'text-color': words, 'text-halo-color': street === words ? ground : street, 'text-halo-width': 5 },
      },
    ],
  };
}

function inKinds(kinds: readonly string[]): ['match', ['get', string], string[], true, false] {
  return ['match', ['get', 'kind'], [...kinds], true, false];
}
