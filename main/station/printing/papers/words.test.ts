import { describe, expect, it } from 'vitest';
import onScreenAr from '../../../../assets/locales/ar/visitor.json' with { type: 'json' };
import onScreenEn from '../../../../assets/locales/en/visitor.json' with { type: 'json' };
import onScreenEs from '../../../../assets/locales/es/visitor.json' with { type: 'json' };
import onScreenFr from '../../../../assets/locales/fr/visitor.json' with { type: 'json' };
import onScreenHt from '../../../../assets/locales/ht/visitor.json' with { type: 'json' };
import onScreenPt from '../../../../assets/locales/pt/visitor.json' with { type: 'json' };
import { Language } from '../../../../shared/domain/centre.ts';
import { BusinessDay } from '../../../../shared/domain/clock.ts';
import { PICTURES, type Picture } from '../../../../shared/domain/pictures.ts';
import { closestText } from '../struck/code-page.ts';
import { PaperLanguage, secondLanguage } from './language.ts';
import { inOther, paperWord, spellDay, spellInstant, spellQueue } from './words.ts';
import es from '../../../../assets/locales/es/paper.json' with { type: 'json' };

const WORDS = Object.keys(es).filter((key) => key !== 'picture') as Exclude<keyof typeof es, 'picture'>[];
const ABOUT = { count: 3, minutes: 20, fromMin: 15, toMin: 25, one: 'a', other: 'b', hour: 8, time: '8:05', how: 'jobId', name: 'x', date: 'y', device: 'z', first: 'a', last: 'b', days: 'c', day: 'd', nth: 'n2', weekday: 'mon', dates: '1' };

describe('the words of papers', () => {
  it('[P5] stand in WPC1252 in Spanish, English, Portuguese, French and Haitian Creole, as they are', () => {
    for (const language of PaperLanguage.exclude(['ar', 'zh']).options) {
      for (const word of WORDS) {
        const said = paperWord(language, word, ABOUT);
        expect(closestText(said), `${language} ${word}`).toBe(said.replaceAll('\u00a0', ' '));
        expect(said).not.toMatch(/[{}]/);
      }
    }
  });

  it('[P5] have nothing of another language’s letters in Arabic and Chinese', () => {
    for (const language of ['ar', 'zh'] as const) {
      for (const word of WORDS) expect(paperWord(language, word, { ...ABOUT, one: '', other: '', how: 'none', name: '', date: '', device: '', first: '', last: '', days: '', day: '' }), `${language} ${word}`).not.toMatch(/[a-z{}]/i);
    }
  });

  it('[P5] count people as each language does', () => {
    const said = (language: PaperLanguage, ...counts: number[]): string[] => counts.flatMap((ahead) => spellQueue(language, { ahead, wait: null }));
    expect(said('pt', 0, 1, 2)).toEqual(['Ninguém espera antes de você', 'Antes de você: 1 pessoa', 'Antes de você: 2 pessoas']);
    expect(said('fr', 0, 1, 2)).toEqual(['Personne n’attend avant vous', 'Avant vous\u00a0: 1 personne', 'Avant vous\u00a0: 2 personnes']);
    expect(said('ht', 0, 1, 2)).toEqual(['Pa gen moun k ap tann anvan ou', 'Anvan ou: 1 moun', 'Anvan ou: 2 moun']);
    expect(said('zh', 0, 1, 12)).toEqual(['您前面没有人', '您前面有 1 人', '您前面有 12 人']);
    expect(said('ar', 0, 1, 2, 3, 11, 100)).toEqual(['لا أحد ينتظر قبلك', 'أمامك: شخص واحد', 'أمامك: شخصان', 'أمامك: 3 أشخاص', 'أمامك: 11 شخصًا', 'أمامك: 100 شخص']);
    expect(spellQueue('ar', { ahead: 5, wait: { kind: 'between', fromMin: 5, toMin: 10 } })[1]).toBe('الانتظار: من 5 إلى 10 دقائق');
    expect(spellQueue('ar', { ahead: 5, wait: { kind: 'between', fromMin: 10, toMin: 20 } })[1]).toBe('الانتظار: من 10 إلى 20 دقيقة');
  });
});

describe('the pictures', () => {
  const SCREENS: Readonly<Record<string, { readonly picture: Readonly<Record<Picture, string>> }>> = { es: onScreenEs, en: onScreenEn, pt: onScreenPt, fr: onScreenFr, ht: onScreenHt, ar: onScreenAr };

  it.each(Language.options)('[X1] are called on paper as on the screen, in %s', (language) => {
    for (const picture of PICTURES) expect(paperWord(language, `picture.${picture}`)).toBe(SCREENS[language]?.picture[picture].toLocaleLowerCase(language));
  });
});

describe('dates', () => {
  const zone = 'America/Bogota';

  it('[P5] have days and months of their own language, Haitian Creole too, which ICU lacks', () => {
    const at = Date.UTC(2026, 10, 22, 13, 5);
    expect(Object.fromEntries(PaperLanguage.options.map((language) => [language, spellInstant(at, { zone, language }).date]))).toEqual({
      es: 'domingo, 22 de noviembre de 2026',
      en: 'Sunday, November 22, 2026',
      pt: 'domingo, 22 de novembro de 2026',
      fr: 'dimanche 22 novembre 2026',
      ht: 'dimanch 22 novanm 2026',
      ar: 'الأحد، 22 نوفمبر 2026',
      zh: '2026年11月22日星期日',
    });
  });

  it('[P5] of a whole year never say an English word in Haitian Creole', () => {
    const days = Array.from({ length: 365 }, (_, day) => spellInstant(Date.UTC(2026, 0, 1 + day, 12), { zone, language: 'ht' }).date);
    expect(new Set(days).size).toBe(365);
    expect(days.filter((day) => /day|January|March|May|June|July|August|October|er /.test(day))).toEqual([]);
    expect([days[0], days[180], days[364]]).toEqual(['jedi 1 janvye 2026', 'madi 30 jen 2026', 'jedi 31 desanm 2026']);
  });

  it('spell the hour alike in all languages, by the centre’s clock', () => {
    for (const language of PaperLanguage.options) {
      expect(spellInstant(Date.UTC(2026, 10, 22, 5, 4), { zone, language }).time).toBe('0:04');
      expect(spellInstant(Date.UTC(2026, 10, 22, 21, 31), { zone, language }).time).toBe('16:31');
    }
  });

  it('of a business day are that day, wherever the station stands', () => {
    const day = BusinessDay.parse('2026-03-01');
    expect(spellDay(day, 'es')).toBe('domingo, 1 de marzo de 2026');
    expect(spellDay(day, 'ht')).toBe('dimanch 1 mas 2026');
  });
});

describe('the second language', () => {
  it('[P5] is the centre’s first for whoever reads another, else its second, else none', () => {
    expect(secondLanguage(['es', 'en'], 'ht')).toBe('es');
    expect(secondLanguage(['es', 'en'], 'en')).toBe('es');
    expect(secondLanguage(['es', 'en'], 'es')).toBe('en');
    expect(secondLanguage(['es'], 'es')).toBeUndefined();
  });

  it('[P5] says nothing where there is none', () => {
    expect(inOther(null, 'weCall')).toBe('');
    expect(inOther({ language: 'ht' }, 'weCall')).toBe('N ap rele ou ak nimewo sa a.');
  });
});
