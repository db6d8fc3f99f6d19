import { describe, expect, test } from 'vitest';
import demo from '../../../assets/demo/centre.json' with { type: 'json' };
import { Centre, type Language } from '../../../shared/domain/centre.ts';
import { matcherOf } from './matches.ts';

const SECTORS: Readonly<Record<string, string>> = { health: 'Salud', food: 'Comida', protection: 'Protección' };

/** As the station's view tells it: of a discreet service, no more than its other name. */
function demoOffers(): Parameters<typeof matcherOf>[0] {
  const { directory = [], activities = [] } = Centre.parse(demo);
  return {
    services: directory.map(({ bring = [], when = [], phone = null, service = null, discreet, ...offer }) => ({ ...offer, name: discreet ?? offer.name, what: discreet ? null : offer.what, bring: discreet ? [] : bring, when, phone, service, isDiscreet: discreet !== undefined })),
    activities: activities.map((offer) => ({ ...offer, startsAt: 0, endsAt: 1 })),
  };
}

const idsOf = (language: Language, typed: string): string[] => matcherOf(demoOffers(), { language, first: 'es', sector: (sector) => SECTORS[sector] ?? sector })(typed).map(({ offer }) => offer.id);

describe('what a visitor finds in the demo centre', () => {
  test.each([
    ['es', 'vacuna', ['vaccines']],
    ['es', 'medico', ['health-here', 'tickets']],
    ['es', 'nutricion', []],
    ['es', 'almuerso', ['meals']],
    ['es', 'dormir', ['shelter']],
    ['es', 'quiero aprender español', ['conversation', 'spanish-classes']],
    ['es', 'musica', ['music']],
    ['en', 'lawyer', ['lawyer']],
    ['en', 'football', ['football']],
    ['ht', 'foutbol', ['football']],
    // In a language that is not the page's.
    ['en', 'duchas', ['showers']],
    ['ar', 'قراءة', ['reading']],
  ] as const)('%s: «%s»', (language, typed, ids) => {
    expect(idsOf(language, typed).toSorted()).toEqual([...ids].toSorted());
  });

  test('a kind of thing finds all of that kind', () => {
    expect(idsOf('es', 'salud')).toEqual(expect.arrayContaining(['health-here', 'vaccines', 'nutrition']));
  });

  test('[X2] a discreet service is found by the name that is shown, and never by what it is for', () => {
    expect(idsOf('es', 'conversar')).toContain('women-space');
    for (const typed of ['mujeres', 'espacio seguro', 'psicologa', 'women', 'femmes']) expect(idsOf('es', typed), typed).not.toContain('women-space');
  });
});
