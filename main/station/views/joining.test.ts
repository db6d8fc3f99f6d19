import { expect, it } from 'vitest';
import { JoiningView, StaffView, type ServerLink, type ShownLink } from '../../../shared/contract/views.ts';
import { EnrolCode, Fingerprint } from '../../../shared/domain/entries/introduction.ts';
import type { EnrolmentState } from '../sync/index.ts';
import { joiningOf, shownLink } from './joining.ts';

const asking: EnrolmentState = { kind: 'asking', code: EnrolCode.parse('BCDFGHJK'), fingerprint: Fingerprint.parse('3f8a 9c21 b04e 77d1'), endsAt: 600_000 };
const ALL: readonly EnrolmentState[] = [{ kind: 'looking' }, asking, { kind: 'refused' }, { kind: 'in' }, { kind: 'out' }];

it('a device without a centre says how far it is, and what an administrator compares; nothing else', () => {
  const shown = ALL.map((enrolment) => joiningOf({ enrolment, hasCentre: false, isOut: false }));
  expect(shown).toEqual([{ kind: 'looking' }, asking, { kind: 'refused' }, { kind: 'arriving' }, { kind: 'out' }]);
  for (const joining of shown) expect(JoiningView.parse({ kind: 'joining', joining })).toEqual({ kind: 'joining', joining });
});

it('one with a centre works whatever the server says of it, unless it was put out', () => {
  const shown = ALL.map((enrolment) => joiningOf({ enrolment, hasCentre: true, isOut: false }).kind);
  expect(shown).toEqual(['in', 'in', 'in', 'in', 'out']);
  expect(joiningOf({ enrolment: { kind: 'in' }, hasCentre: true, isOut: true })).toEqual({ kind: 'out' });
});

it('staff see the code of a device that asks, and that one was refused; any other link as it is', () => {
  const { code, fingerprint } = asking;
  const shown = (link: ServerLink, enrolment: EnrolmentState): ShownLink => shownLink(link, { enrolment, isOut: false });
  expect(shown('notEnrolled', asking)).toEqual({ kind: 'asking', code, fingerprint });
  expect(shown('notEnrolled', { kind: 'refused' })).toEqual({ kind: 'refused' });
  expect(shown('notEnrolled', { kind: 'looking' })).toEqual({ kind: 'notEnrolled' });
  expect(shown('offline', asking)).toEqual({ kind: 'offline' });
  for (const link of ['revoked', 'offline'] as const) expect(shown(link, { kind: 'out' })).toEqual({ kind: 'revoked' });
  expect(shownLink('online', { enrolment: { kind: 'in' }, isOut: true })).toEqual({ kind: 'revoked' });
  for (const link of [shown('notEnrolled', asking), shown('notEnrolled', { kind: 'refused' })]) expect(StaffView.shape.link.parse(link)).toEqual(link);
});
