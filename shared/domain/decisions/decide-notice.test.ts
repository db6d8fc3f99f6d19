import { describe, expect, it } from 'vitest';
import { Book, newNotice } from '../../../tests/fixtures/book.ts';
import { SMALL_CENTRE } from '../../../tests/fixtures/world.ts';
import type { NoticeId } from '../ids.ts';
import type { NoticeSays } from '../notice/notice.ts';
import { decideEndNotice, decideRaiseNotice } from './decide-notice.ts';

const LEAVE: NoticeSays = { kind: 'known', which: 'leave' };
const OWN: NoticeSays = { kind: 'own', text: { es: 'Pase al patio' } };

/** Writes what is decided, or says why nothing is. */
function house(): { readonly raise: (says: NoticeSays) => unknown; readonly end: (notice?: NoticeId) => unknown; readonly says: () => unknown; readonly stands: () => NoticeId | undefined } {
  const book = new Book();
  book.kiosk.add({ type: 'centre.configured', payload: { centre: SMALL_CENTRE } });
  const write = (decided: ReturnType<typeof decideRaiseNotice> | ReturnType<typeof decideEndNotice>): unknown => {
    if (decided.kind === 'refused') return decided.why;
    for (const happening of decided.happenings) book.kiosk.add(happening);
    return decided.happenings.length;
  };
  const stands = (): NoticeId | undefined => book.state().notice?.id;
  return {
    raise: (says) => write(decideRaiseNotice(book.state(), says, newNotice)),
    end: (notice = stands() ?? newNotice()) => write(decideEndNotice(book.state(), notice)),
    says: () => book.state().notice?.says,
    stands,
  };
}

describe('[E9] a notice on all screens', () => {
  it('stands until it is taken away; the same again is the same, another takes its place', () => {
    const { raise, end, says } = house();
    expect([says(), raise(LEAVE), says()]).toEqual([undefined, 1, LEAVE]);
    expect([raise(LEAVE), raise(OWN), says()]).toEqual([0, 1, OWN]);
    expect([end(), says(), end()]).toEqual([1, undefined, 'notThatStep']);
    expect([raise(LEAVE), says()]).toEqual([1, LEAVE]);
  });

  it('is taken away by nobody who has not seen it', () => {
    const { raise, end, says, stands } = house();
    raise(LEAVE);
    const before = stands();
    raise(OWN);
    expect([end(before), says()]).toEqual(['notThatStep', OWN]);
  });
});
