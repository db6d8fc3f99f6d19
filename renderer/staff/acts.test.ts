import { describe, expect, test } from 'vitest';
import { Letter } from '../../shared/domain/centre.ts';
import { AgentId, CommandId, DeskId, ServiceId, VisitId } from '../../shared/domain/ids.ts';
import { actOfKey, actsFor, commandFor, isPossible, KEYS, standsOf, type KeyPress } from './acts.ts';
import { deskIn, languageIn, withDesk } from './address.ts';

const desk = DeskId.parse('desk-3');
const id = CommandId.parse('0'.repeat(26));
const visit = VisitId.parse('1'.repeat(26));
const called = {
  kind: 'called',
  visit,
  label: { letter: Letter.parse('A'), number: 17 },
  service: ServiceId.parse('health'),
  language: 'es',
  enteredAt: 0,
  priority: null,
  planned: [] as ServiceId[],
  bookedAt: null,
  interpreter: false,
  calls: 1,
  calledAt: 1,
  mayLetGo: true,
} as const;

const free = { now: { kind: 'free' }, undo: null, desks: [] } satisfies Parameters<typeof commandFor>[2];

const press = (key: string, over: Partial<KeyPress> = {}): KeyPress => ({
  key,
  repeat: false,
  ctrlKey: false,
  altKey: false,
  metaKey: false,
  shiftKey: false,
  typing: false,
  onButton: false,
  ...over,
});

describe('keys', () => {
  test('[Q1] the space bar does the one primary act of each state', () => {
    expect((['free', 'called', 'serving'] as const).map((now) => actOfKey(press(' '), actsFor(now)))).toEqual(['callNext', 'start', 'finish']);
  });

  test('[Q1] a desk on a break ends that first', () => {
    expect(actOfKey(press(' '), actsFor('free', 'paused'))).toBe('resume');
  });

  test('[Q1] a desk that is closing calls nobody: it closes, or opens again', () => {
    const acts = actsFor('free', 'closing');
    expect([' ', 'v', 'n'].map((key) => actOfKey(press(key), acts))).toEqual(['closeDesk', 'reopen', undefined]);
    // With somebody there it first finishes with them.
    expect(actOfKey(press(' '), actsFor('serving', 'closing'))).toBe('finish');
    const open = { agent: null, openedAt: 1, pause: null, isClosing: false };
    expect([null, open, { ...open, isClosing: true }, { ...open, pause: { since: 1, until: null } }].map(standsOf)).toEqual(['works', 'works', 'closing', 'paused']);
  });

  test('every act has a key of its own', () => {
    expect(new Set(Object.values(KEYS)).size).toBe(Object.values(KEYS).length);
  });

  test('[Q1] each other act has its key only where it may be done', () => {
    const heard = (key: string): unknown[] => (['free', 'called', 'serving'] as const).map((now) => actOfKey(press(key), actsFor(now)));
    expect(heard('r')).toEqual([undefined, 'recall', undefined]);
    expect(heard('d')).toEqual([undefined, 'putBack', undefined]);
    expect(heard('a')).toEqual([undefined, undefined, 'park']);
    expect(heard('p')).toEqual([undefined, undefined, 'transfer']);
    expect(heard('z')).toEqual(['undo', 'undo', 'undo']);
    expect(heard('t')).toEqual(['give', 'give', 'give']);
    expect(heard('x')).toEqual([undefined, undefined, undefined]);
  });

  test('N is «did not come», only for somebody called', () => {
    expect((['free', 'called', 'serving'] as const).map((now) => actOfKey(press('N'), actsFor(now)))).toEqual([undefined, 'noShow', undefined]);
  });

  test.each(['repeat', 'ctrlKey', 'altKey', 'metaKey', 'shiftKey', 'typing'] as const)('with %s a key does nothing', (over) => {
    expect(actOfKey(press(' ', { [over]: true }), actsFor('called'))).toBeUndefined();
    expect(actOfKey(press('n', { [over]: true }), actsFor('called'))).toBeUndefined();
  });

  test('the space bar on a focused button is that button’s own', () => {
    expect(actOfKey(press(' ', { onButton: true }), actsFor('called'))).toBeUndefined();
    expect(actOfKey(press('n', { onButton: true }), actsFor('called'))).toBe('noShow');
  });
});

test('each act is the command about whoever stands there', () => {
  expect(commandFor('callNext', desk, free, id)).toEqual({ kind: 'desk.callNext', id, desk });
  expect(commandFor('noShow', desk, { ...free, now: called }, id)).toEqual({ kind: 'desk.noShow', id, desk, visit });
  expect(commandFor('closeDesk', desk, free, id)).toEqual({ kind: 'desk.close', id, desk, forced: false });
  expect(commandFor('start', desk, free, id)).toBeUndefined();
  expect(commandFor('undo', desk, free, id)).toBeUndefined();
  // What is taken back is about who was here last, not about who is here now.
  expect(commandFor('undo', desk, { ...free, undo: { act: 'leg.noShow', visit, label: called.label } }, id)).toEqual({ kind: 'desk.undo', id, desk, visit });
});

test('[Q1] a desk opens again under whoever closed it', () => {
  const ana = AgentId.parse('ana');
  const here = { id: desk, number: 3, now: 'free' as const, label: null, open: { agent: ana, openedAt: 1, pause: null, isClosing: true } };
  expect(commandFor('reopen', desk, { ...free, desks: [here] }, id)).toEqual({ kind: 'desk.open', id, desk, agent: ana, takeOver: false });
  expect(commandFor('reopen', desk, { ...free, desks: [{ ...here, open: { ...here.open, agent: null } }] }, id)).toMatchObject({ agent: null });
});

test('[Q1] nobody is let go before they were called as often as the centre asks', () => {
  const tooSoon = { ...called, mayLetGo: false };
  expect([isPossible('noShow', called), isPossible('noShow', tooSoon), isPossible('recall', tooSoon)]).toEqual([true, false, true]);
  expect(commandFor('noShow', desk, { ...free, now: tooSoon }, id)).toBeUndefined();
});

test('the address says the desk and the language, and a wrong one says nothing', () => {
  expect(deskIn('?desk=desk-3')).toBe('desk-3');
  expect(deskIn('?desk=../x')).toBeUndefined();
  expect(languageIn('?lang=en')).toBe('en');
  expect(languageIn('?lang=xx')).toBeUndefined();
  expect(withDesk('?lang=en&desk=desk-1', desk)).toBe('?lang=en&desk=desk-3');
  expect(withDesk('?lang=en&desk=desk-1', undefined)).toBe('?lang=en');
});
