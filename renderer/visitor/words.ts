/** The visitor's words: Spanish with the page, every other language by itself. */
import esCommon from '../../assets/locales/es/common.json';
import esRefusal from '../../assets/locales/es/refusal.json';
import esVisitor from '../../assets/locales/es/visitor.json';
import type { PageWords, WordsOf } from '../ui/words.ts';

type Words = WordsOf<'common' | 'refusal' | 'visitor'>;
type File<N extends keyof Words> = Promise<{ readonly default: Words[N] }>;

async function together(...files: readonly [File<'common'>, File<'refusal'>, File<'visitor'>]): Promise<Words> {
  const [common, refusal, visitor] = await Promise.all(files);
  return { common: common.default, refusal: refusal.default, visitor: visitor.default };
}

export const VISITOR_WORDS: PageWords<keyof Words> = {
  here: { es: { common: esCommon, refusal: esRefusal, visitor: esVisitor } },
  others: {
    en: () => together(import('../../assets/locales/en/common.json'), import('../../assets/locales/en/refusal.json'), import('../../assets/locales/en/visitor.json')),
    pt: () => together(import('../../assets/locales/pt/common.json'), import('../../assets/locales/pt/refusal.json'), import('../../assets/locales/pt/visitor.json')),
    fr: () => together(import('../../assets/locales/fr/common.json'), import('../../assets/locales/fr/refusal.json'), import('../../assets/locales/fr/visitor.json')),
    ht: () => together(import('../../assets/locales/ht/common.json'), import('../../assets/locales/ht/refusal.json'), import('../../assets/locales/ht/visitor.json')),
    ar: () => together(import('../../assets/locales/ar/common.json'), import('../../assets/locales/ar/refusal.json'), import('../../assets/locales/ar/visitor.json')),
  },
};
