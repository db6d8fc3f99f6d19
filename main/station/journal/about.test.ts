import { expect, it } from 'vitest';
import { VisitId } from '../../../shared/domain/ids.ts';
import { ABOUT_CENTRE, aboutBytes, visitNumber } from './about.ts';

it('a visit’s number is whole in a double, and tells ids apart by their first letters', () => {
  const highest = visitNumber(VisitId.parse('z'.repeat(26)));
  expect(highest).toBe(2 ** 50 - 1);
  expect(visitNumber(VisitId.parse(`${'0'.repeat(9)}2${'z'.repeat(16)}`))).toBe(2);
});

it.each([
  ['{"type":"centre.configured","payload":{}}', ABOUT_CENTRE],
  ['{"type":"something.newer","payload":{"visit":"0000000007zzzzzzzzzzzzzzzz"}}', 7],
  ['{"type":"ticket.issued","payload":{"visit":"Visitor Pérez"}}', null],
  ['{"type":"day.closed","payload":{"day":"2026-11-23"}}', null],
  ['{"type":"day.closed"}', null],
  ['null', null],
  ['not JSON', null],
])('of %s', (bytes, about) => {
  expect(aboutBytes(bytes)).toBe(about);
});
