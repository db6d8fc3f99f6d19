/** The wall's words: Spanish with the page, every other language by itself. */
import esCommon from '../../assets/locales/es/common.json';
import esDisplay from '../../assets/locales/es/display.json';
import type { PageWords, WordsOf } from '../ui/words.ts';

type Words = WordsOf<'common' | 'display'>;
type File<N extends keyof Words> = Promise<{ readonly default: Words[N] }>;

async function together(...files: readonly [File<'common'>, File<'display'>]): Promise<Words> {
  const [common, display] = await Promise.all(files);
  return { common: common.default, display: display.default };
}

export const DISPLAY_WORDS: PageWords<keyof Words> = {
  here: { es: { common: esCommon, display: esDisplay } },
  others: {
    en: () => together(import('../../assets/locales/en/common.json'), import('../../assets/locales/en/display.json')),
    pt: () => together(import('../../assets/locales/pt/common.json'), import('../../assets/locales/pt/display.json')),
    fr: () => together(import('../../assets/locales/fr/common.json'), import('../../assets/locales/fr/display.json')),
    ht: () => together(import('../../assets/locales/ht/common.json'), import('../../assets/locales/ht/display.json')),
    ar: () => together(import('../../assets/locales/ar/common.json'), import('../../assets/locales/ar/display.json')),
  },
};
