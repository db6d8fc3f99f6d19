import { describe, expect, test } from 'vitest';
import { FakeTimers, settle } from '../../tests/fixtures/fake-timers.ts';
import { Language } from '../../shared/domain/centre.ts';
import { DISPLAY_WORDS } from '../display/words.ts';
import { VISITOR_WORDS } from '../visitor/words.ts';
import { openVocabulary, openWords } from './words.ts';

describe.each([['visitor', VISITOR_WORDS, 'visitor'], ['display', DISPLAY_WORDS, 'display']] as const)('the words of the %s’s page', (_page, words, namespace) => {
  test('come with it in Spanish, and by themselves in each other language', async () => {
    expect([...Object.keys(words.here), ...Object.keys(words.others)].toSorted()).toEqual([...Language.options].toSorted());
    const instance = openWords<'visitor' | 'display'>(words as never);
    const vocabulary = openVocabulary(instance, words as never, new FakeTimers());
    for (const language of Language.options) vocabulary.bring(language);
    await expect.poll(() => Language.options.filter((language) => !vocabulary.has(language))).toEqual([]);
    const titles = Language.options.map((language) => instance.getFixedT(language, namespace)('title'));
    expect(new Set(titles).size).toBe(Language.options.length);
  });
});

describe('a language that is wanted', () => {
  const { here, others } = VISITOR_WORDS;

  test('is asked for once, and told of when it is here', async () => {
    let asked = 0;
    const en = async (): ReturnType<NonNullable<typeof others.en>> => {
      asked += 1;
      return here.es;
    };
    const vocabulary = openVocabulary(openWords({ here }), { here, others: { en } }, new FakeTimers());
    let told = 0;
    vocabulary.listen(() => (told += 1));
    vocabulary.bring('en');
    vocabulary.bring('en');
    expect(vocabulary.has('en')).toBe(false);
    await settle();
    vocabulary.bring('en');
    await settle();
    expect({ has: vocabulary.has('en'), asked, told }).toEqual({ has: true, asked: 1, told: 1 });
  });

  test('and can’t be had is asked for again after a while', async () => {
    const timers = new FakeTimers();
    let isAway = true;
    const en = async (): ReturnType<NonNullable<typeof others.en>> => {
      if (isAway) throw new TypeError('no such module');
      return here.es;
    };
    const vocabulary = openVocabulary(openWords({ here }), { here, others: { en } }, timers);
    vocabulary.bring('en');
    await timers.pass(10_000);
    expect(vocabulary.has('en')).toBe(false);
    isAway = false;
    await timers.pass(3_000);
    expect(vocabulary.has('en')).toBe(true);
  });

  test('and is nobody’s is not waited for', () => {
    const timers = new FakeTimers();
    openVocabulary(openWords({ here }), { here, others: {} }, timers).bring('ar');
    expect(timers.waiting).toBe(0);
  });
});
