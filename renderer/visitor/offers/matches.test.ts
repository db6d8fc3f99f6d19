import { describe, expect, test } from 'vitest';
import demo from '../../../assets/demo/centre.json' with { type: 'json' };
import { Centre, type Language } from '../../../shared/domain/centre.ts';
import { LocalTime } from '../../../shared/domain/events/local.ts';
import { foundService } from '../../../tests/fixtures/found.ts';
import { matcherOf, together } from './matches.ts';

const ACTIVITIES = (Centre.parse(demo).activities ?? []).map((activity) => ({
  ...activity, date: LocalTime.parse('2026-11-23T18:30'), startsAt: 0, endsAt: 1, onMap: activity.onMap ?? null,
  organiser: null, isAllDay: false, isMoved: false, isCancelled: false, cost: { kind: 'free' as const }, audiences: [], languages: [], access: [], hasChildcare: false, signup: null,
}));

const idsOf = (language: Language, typed: string): string[] => matcherOf(ACTIVITIES, language, 'es')(typed).map(({ id }) => id);

describe('what activities a visitor finds in the demo centre', () => {
  test.each([
    ['es', 'quiero aprender español', ['conversation']],
    ['es', 'musica', ['music']],
    ['es', 'médico', []],
    ['en', 'football', ['football']],
    ['ht', 'foutbol', ['football']],
    ['ar', 'قراءة', ['reading']],
  ] as const)('%s: «%s»', (language, typed, ids) => {
    expect(idsOf(language, typed).toSorted()).toEqual([...ids].toSorted());
  });
});

describe('services and activities in one list', () => {
  const kinds = (services: number, activities: number): string =>
    together(Array.from({ length: services }, (_, n) => foundService(n)), ACTIVITIES.slice(0, activities), 6).map(({ kind }) => kind.charAt(0)).join('');

  test.each([[9, 0, 'ssssss'], [9, 1, 'sssssa'], [9, 4, 'ssssaa'], [2, 6, 'ssaaaa'], [0, 3, 'aaa'], [0, 0, '']] as const)('%i and %i: %s', (services, activities, shown) => {
    expect(kinds(services, activities)).toBe(shown);
  });
});
