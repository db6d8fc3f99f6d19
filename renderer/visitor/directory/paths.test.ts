import { describe, expect, test } from 'vitest';
import { CommandId, PaperId } from '../../../shared/domain/ids.ts';
import { foundService } from '../../../tests/fixtures/found.ts';
import { isDiscreetPage } from '../leave-now.tsx';
import { ofSector } from '../offers/paths.ts';
import { ECHO_MS, next, type Act } from '../session.ts';
import { NO_WISHES, pageOf, START, type Session, type Wishes } from '../steps.ts';
import { wishOf } from '../wishes.ts';
import { askedBy } from './asked.ts';

const service = foundService(1);
const command = (n: number): CommandId => CommandId.parse(String(n).padStart(26, '0'));
const TO_SECTOR: readonly Act[] = [{ kind: 'list', of: { kind: 'sectors' } }, { kind: 'list', of: ofSector('health', 0) }];
const TO_SERVICE: readonly Act[] = [...TO_SECTOR, { kind: 'seeService', service }];
const want = (change: Partial<Wishes>): Act => ({ kind: 'want', change });

/** Each after the echo of the last. */
function after(...acts: readonly Act[]): Session {
  return acts.reduce((session, act, at) => next({ ...session, echo: null, touched: null }, act, (at + 1) * ECHO_MS), START);
}

describe('what is wanted of the services of a sector', () => {
  test('adds up, touch by touch, and begins again on the first page', () => {
    expect(after(...TO_SECTOR, { kind: 'turnPage' }, want({ isOpen: true }), want({ isFree: true }), want({ isOpen: false })).step).toMatchObject({ kind: 'offers', page: 0, of: { wishes: { isOpen: false, isFree: true, isStepFree: false } } });
  });

  test('whom it is for is chosen on a page of its own, from which one may go back without', () => {
    const asked = after(...TO_SECTOR, want({ isOpen: true }), { kind: 'narrowBy', by: 'audience' });
    expect(asked.step.kind).toBe('narrow');
    expect(next({ ...asked, echo: null }, want({ audience: 'women' }), 9_000).step).toMatchObject({ kind: 'offers', of: { wishes: { isOpen: true, audience: 'women' } } });
    expect(next({ ...asked, echo: null }, { kind: 'back' }, 9_000).step).toMatchObject({ kind: 'offers', of: { wishes: { isOpen: true, audience: null } } });
  });

  test('the kind is chosen among pages of kinds, each one back from the next', () => {
    const asked = after(...TO_SECTOR, { kind: 'narrowBy', by: 'term' }, { kind: 'turnPage' });
    expect(asked.step).toMatchObject({ kind: 'narrow', by: 'term', page: 1 });
    expect(next({ ...asked, echo: null }, { kind: 'back' }, 9_000).step).toMatchObject({ kind: 'narrow', page: 0 });
    expect(next({ ...asked, echo: null }, want({ term: service.id }), 9_000).step).toMatchObject({ kind: 'offers', page: 0, of: { wishes: { term: service.id } } });
  });

  test('stays while one reads about a service, and goes with the sector', () => {
    const read = after(...TO_SECTOR, want({ isStepFree: true }), { kind: 'seeService', service }, { kind: 'back' });
    expect(read.step).toMatchObject({ kind: 'offers', of: { kind: 'sector', wishes: { isStepFree: true } } });
    expect(JSON.stringify(next({ ...read, echo: null }, { kind: 'back' }, 9_000))).not.toContain('isStepFree');
  });

  test('[X4] nobody’s list is another’s: on any other page it is no wish', () => {
    expect(after(want({ isOpen: true })).step).toEqual(START.step);
    expect(after({ kind: 'narrowBy', by: 'audience' }).step).toEqual(START.step);
    expect(after({ kind: 'seeService', service }).step).toEqual(START.step);
  });

  test('[X4] [X2] the way out stands on the pages of whoever may be in danger', () => {
    const leaves = (...acts: readonly Act[]): boolean => isDiscreetPage(after(...acts).step, { services: [] });
    const survivors = [...TO_SECTOR, { kind: 'narrowBy', by: 'audience' }, want({ audience: 'survivors' })] as const;
    expect([leaves(...TO_SECTOR), leaves(...TO_SECTOR, want({ audience: 'older' })), leaves(...survivors), leaves(...survivors, { kind: 'seeService', service }), leaves(...TO_SERVICE)]).toEqual([false, false, true, true, false]);
    expect(leaves(...TO_SECTOR, { kind: 'seeService', service: foundService(2, { isDiscreet: true }) })).toBe(true);
  });
});

test('[V1] each page of kinds is a page of its own, and heard from its top', () => {
  const kinds = [...TO_SECTOR, { kind: 'narrowBy', by: 'term' }] as const;
  expect(pageOf(after(...kinds))).not.toBe(pageOf(after(...kinds, { kind: 'turnPage' })));
});

test('[V1] a page is said by the questions that it is shown by, and one without any by none', () => {
  const place = { name: null, address: null, distance: null, point: { lat: 4, lon: -74 } };
  const questions = [[], TO_SECTOR.slice(0, 1), [...TO_SECTOR, want({ isFree: true }), { kind: 'turnPage' }], TO_SERVICE, [...TO_SERVICE, { kind: 'seeStreets', place }], [{ kind: 'list', of: { kind: 'sectors' } }, { kind: 'search' }, { kind: 'wrote', text: ' dentista ' }], [...TO_SECTOR, { kind: 'narrowBy', by: 'term' }], [...TO_SECTOR, want({ term: service.id })]] as const;
  const ofService = { kind: 'service', service: service.id, language: 'es' };
  expect(questions.map((acts) => askedBy(after(...acts).step, 'es'))).toEqual([
    [], [],
    [{ kind: 'found', language: 'es', words: '', wanted: { ...NO_WISHES, sector: 'health', isFree: true }, page: 1 }],
    [ofService], [ofService],
    [{ kind: 'found', language: 'es', words: 'dentista', wanted: { ...NO_WISHES, sector: null }, page: 0 }],
    [{ kind: 'directory', language: 'es' }],
    [{ kind: 'found', language: 'es', words: '', wanted: { ...NO_WISHES, sector: 'health', term: service.id }, page: 0 }, { kind: 'directory', language: 'es' }],
  ]);
});

describe('that a service is wrong', () => {
  const wrong = (n: number): Act => ({ kind: 'doubt', command: command(n) });

  test('[J18] is said once with one touch, whatever is tapped after it, and thanked for', () => {
    const said = after(...TO_SERVICE, wrong(1), wrong(2), { kind: 'takeAlong', language: 'es', command: command(3) });
    expect(wishOf(said.step)).toEqual({ kind: 'directory.doubt', id: command(1), service: service.id });
    const thanked = next(said, { kind: 'replied', command: command(1), reply: { kind: 'done', outcome: { kind: 'doubted' } } }, 9_000);
    expect(thanked.step).toMatchObject({ kind: 'found', doubt: { kind: 'taken' } });
    expect(next({ ...thanked, echo: null }, wrong(4), 18_000)).toEqual({ ...thanked, echo: null });
  });

  test('may be refused, in words, and the paper is still to be had', () => {
    const refused = next(after(...TO_SERVICE, wrong(1)), { kind: 'replied', command: command(1), reply: { kind: 'refused', why: 'doubtsSpent' } }, 9_000);
    expect(refused.step).toMatchObject({ kind: 'found', doubt: { kind: 'refused', why: 'doubtsSpent' }, paper: { kind: 'offered' } });
    const asked = next({ ...refused, echo: null }, { kind: 'takeAlong', language: 'es', command: command(2) }, 18_000);
    expect(wishOf(asked.step)).toMatchObject({ kind: 'offer.print', offer: service.id });
    const paper = PaperId.parse('p'.repeat(26));
    expect(next(asked, { kind: 'replied', command: command(2), reply: { kind: 'done', outcome: { kind: 'takingAlong', paper } } }, 27_000).step).toMatchObject({ kind: 'found', paper: { kind: 'given', paper } });
  });
});
