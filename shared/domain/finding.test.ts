import { describe, expect, test } from 'vitest';
import { finderOf, wordsToFind, type Findable } from './finding.ts';

const PLACES: readonly Findable<string>[] = [
  { id: 'clinic', texts: ['Centro de salud San José', 'Consulta médica y vacunas para niños', 'Salud'] },
  { id: 'spanish', texts: ['Clases de español', 'Para personas que hablan otra lengua', 'Educación'] },
  { id: 'meals', texts: ['Comedor comunitario', 'Almuerzo de lunes a viernes', 'Alimentación'] },
  { id: 'legal', texts: ['Ayuda legal', 'Permisos, papeles y asilo', 'Protección'] },
  { id: 'shelter', texts: ['Albergue La Peña', 'Un lugar para dormir', 'Alojamiento'] },
  { id: 'school', texts: ['Cupos en la escuela', 'Matrícula de niñas y niños', 'Educación'] },
];
const OTHERS: readonly Findable<string>[] = [
  { id: 'hospital', texts: ['L’hôpital du cœur', 'Soins et vaccins'] },
  { id: 'creole', texts: ['Klas panyòl', 'Lekòl pou granmoun'] },
  { id: 'mosque', texts: ['المدرسة الابتدائية', 'تعليم الأطفال'] },
  { id: 'doctor', texts: ['مركز الصحّة', 'طبيب وتطعيم'] },
  { id: 'work', texts: ['مساعدة للعمل', 'وظائف'] },
];

const find = finderOf(PLACES);
const findOther = finderOf(OTHERS);

describe('what somebody means', () => {
  test.each([
    ['the beginning of a word', 'sal', ['clinic']],
    ['capitals', 'SALUD', ['clinic']],
    ['no accents', 'espanol', ['spanish']],
    ['accents where there are none', 'cómédor', ['meals']],
    ['n for ñ, and ñ for n', 'pena', ['shelter']],
    ['any word of the name', 'jose', ['clinic']],
    ['a word of what it does', 'vacunas', ['clinic']],
    ['a word of its kind', 'educacion', ['spanish', 'school']],
    ['two words, in any order', 'espanol clases', ['spanish']],
    ['words of which one stands nowhere', 'quiero aprender español', ['spanish']],
    ['two words that stand in two places', 'comedor legal', []],
    ['a letter too few', 'comdor', ['meals']],
    ['a letter too many', 'escuella', ['school']],
    ['another letter', 'albergie', ['shelter']],
    ['two letters the wrong way round', 'comeodr', ['meals']],
    ['a slip while the word is not whole', 'esculea', ['school']],
    ['two slips', 'cmdor', []],
    ['a slip in a short word', 'sald', []],
    ['the middle of a word', 'bergue', []],
    ['nothing', '', []],
    ['spaces and marks', ' ¿?-. ', []],
  ])('%s: «%s»', (_, query, ids) => {
    expect(find(query)).toEqual(ids);
  });

  test.each([
    ['an article drawn to its word', 'hopital', ['hospital']],
    ['letters that are one in print', 'coeur', ['hospital']],
    ['an accent of Kreyòl', 'panyol', ['creole']],
    ['Arabic without the article that it has', 'مدرسة', ['mosque']],
    ['Arabic with the article that it has', 'المدرسة', ['mosque']],
    ['Arabic with an article that it lacks', 'المركز', ['doctor']],
    ['Arabic whose article is drawn to a preposition', 'عمل', ['work']],
    ['Arabic without its hamza', 'اطفال', ['mosque']],
    ['Arabic without its doubling sign, and with the other last letter', 'الصحه', ['doctor']],
    ['one slip in Arabic', 'المدرصة', ['mosque']],
  ])('%s: «%s»', (_, query, ids) => {
    expect(findOther(query)).toEqual(ids);
  });

  test('comes in the order of what it most likely is: by name, by what it does, by a slip; else as listed', () => {
    const all: readonly Findable<number>[] = [
      { id: 3, texts: ['Casa', 'comedor'] },
      { id: 2, texts: ['Gran comedor'] },
      { id: 5, texts: ['Comodor'] },
      { id: 1, texts: ['Comedor uno'] },
      { id: 4, texts: ['Sala', 'Comedor'] },
    ];
    expect(finderOf(all)('comedor')).toEqual([1, 2, 3, 4, 5]);
    expect(finderOf(PLACES)('ni')).toEqual(['clinic', 'school']);
  });
});

test('words are compared without case, accents, vowel signs and what joins letters', () => {
  expect(wordsToFind('  ¡Niños & NIÑAS! d’été')).toEqual(['ninos', 'ninas', 'd', 'ete']);
  expect(wordsToFind('مُـدَرِّسة')).toEqual(['مدرسه']);
});
