import { describe, expect, test } from 'vitest';
import type { Reply } from '../../shared/contract/commands.ts';
import { Letter } from '../../shared/domain/centre.ts';
import { AppointmentCode } from '../../shared/domain/entries/happenings.ts';
import { AppointmentId, CommandId, ScannedId, ServiceId, VisitId } from '../../shared/domain/ids.ts';
import type { Picture } from '../../shared/domain/pictures.ts';
import { BROWSING_MS, ECHO_MS, KEY_ECHO_MS, next, TICKET_MS, WARNING_MS, type Act } from './session.ts';
import { START, type Session } from './steps.ts';
import { wishOf } from './wishes.ts';

const health = ServiceId.parse('health');
const commandOf = (n: number): CommandId => CommandId.parse(String(n).padStart(26, '0'));
const appointment = AppointmentId.parse('a'.repeat(26));
const paper = ScannedId.parse('p'.repeat(26));
const scanned: Act = { kind: 'scanned', by: { id: paper }, isSignup: false, command: commandOf(1) };
const code = AppointmentCode.parse('042137');
const visitOf = (n: number): VisitId => VisitId.parse(String(n).padStart(26, 'v'));
const asked = { command: commandOf(1), language: 'es' } as const;

/** Acts one after the other, each once the echo of the one before is over. */
function after(...acts: readonly Act[]): Session {
  let [session, now] = [START, 0];
  for (const act of acts) {
    session = next(session, act, now);
    if (session.echo) session = next(session, { kind: 'timeUp', timer: session.echo.id }, now);
    now += ECHO_MS;
  }
  return session;
}

const replied = (outcome: Extract<Reply, { kind: 'done' }>['outcome']): Act => ({ kind: 'replied', command: commandOf(1), reply: { kind: 'done', outcome } });
const refused = (why: Extract<Reply, { kind: 'refused' }>['why']): Act => ({ kind: 'replied', command: commandOf(1), reply: { kind: 'refused', why } });
const pick = (...pictures: readonly Picture[]): Act[] => pictures.map((picture) => ({ kind: 'picture', picture }));
const ask: Act = { kind: 'askPictures', ...asked };
const found = (count: number): Act =>
  replied({ kind: 'found', tickets: Array.from({ length: count }, (_, n) => ({ visit: visitOf(n), label: { letter: Letter.parse('A'), number: n + 1 }, service: health })) });
const standing = (what: 'booked' | 'kept', now: 'ready' | 'early' | 'late' | 'arrived'): Act => replied({ kind: 'appointment', appointment, what, service: health, at: 5_000, now, from: 1_000, until: null });
const issued: Act = replied({ kind: 'issued', visit: visitOf(7), label: { letter: Letter.parse('A'), number: 7 }, service: health, ahead: 2 });

const lost: Act[] = [{ kind: 'lostPaper' }, { kind: 'lostOf', service: health }];
const typing: Act[] = [{ kind: 'haveTime' }, { kind: 'typed', digits: '042137' }, { kind: 'askCode', command: commandOf(1) }];

describe('a paper that was lost', () => {
  test('[X1] is found by its service and two pictures, and by nothing else', () => {
    expect(wishOf(after(...lost, ...pick('sun', 'key'), ask).step)).toEqual({ kind: 'ticket.find', id: commandOf(1), service: health, pictures: ['sun', 'key'] });
  });

  test('a picture that is touched again is taken back; a third changes nothing; one alone asks nothing', () => {
    expect(after(...lost, ...pick('sun', 'key', 'sun', 'moon', 'cat')).step).toMatchObject({ chosen: ['key', 'moon'] });
    expect(after(...lost, ...pick('sun'), ask).step).toMatchObject({ chosen: ['sun'], asked: null });
  });

  test('a trembling hand chooses its picture once, and may be quick with the next', () => {
    let session = after(...lost);
    for (const [picture, now] of [['sun', 5_000], ['sun', 5_100], ['key', 5_150]] as const) session = next(session, { kind: 'picture', picture }, now);
    expect(session.step).toMatchObject({ chosen: ['sun', 'key'] });
  });

  test('one that is found shows its number and offers the paper, which is asked for once', () => {
    const at = after(...lost, ...pick('sun', 'key'), ask, found(1));
    expect(at.step).toMatchObject({ kind: 'ticket', visit: visitOf(0), ahead: null, paper: { kind: 'offered' } });
    const asking = next(at, { kind: 'reprint', command: commandOf(2) }, 9_000);
    expect(wishOf(asking.step)).toEqual({ kind: 'ticket.reprint', id: commandOf(2), visit: visitOf(0) });
    const given = next(asking, { kind: 'replied', command: commandOf(2), reply: { kind: 'done', outcome: { kind: 'reprinting', visit: visitOf(0) } } }, 9_100);
    expect(given.step).toMatchObject({ kind: 'ticket', paper: { kind: 'given' } });
    const not = next(asking, { kind: 'replied', command: commandOf(2), reply: { kind: 'refused', why: 'notThatStep' } }, 9_100);
    expect(not.step).toMatchObject({ kind: 'ticket', paper: { kind: 'refused', why: 'notThatStep' } });
  });

  test('several that are alike are told apart by their holder', () => {
    const at = after(...lost, ...pick('sun', 'key'), ask, found(2));
    expect(at.step).toMatchObject({ kind: 'which', tickets: [{ visit: visitOf(0) }, { visit: visitOf(1) }] });
    if (at.step.kind !== 'which') throw new Error('two are found');
    const [, second] = at.step.tickets;
    if (!second) throw new Error('two are found');
    expect(next(at, { kind: 'pick', ticket: second }, 9_000).step).toMatchObject({ kind: 'ticket', visit: visitOf(1), paper: { kind: 'offered' } });
  });

  test.each(['unknownTicket', 'tooManyTries'] as const)('refused as %s, it may be tried again with nothing chosen', (why) => {
    const again = { kind: 'pictures', of: { kind: 'lost', service: health }, chosen: [], asked: null };
    const at = after(...lost, ...pick('sun', 'key'), ask, refused(why));
    expect(at.step).toEqual({ kind: 'refused', why, again });
    expect(next(at, { kind: 'again' }, 9_000).step).toEqual(again);
  });
});

describe('a time that was kept', () => {
  test('is asked about by six digits, which stand for themselves alone', () => {
    expect(wishOf(after(...typing).step)).toEqual({ kind: 'paper.find', id: commandOf(1), by: { code } });
    expect(after({ kind: 'haveTime' }, { kind: 'typed', digits: '0421379' }).step).toMatchObject({ digits: '042137' });
    expect(after({ kind: 'haveTime' }, { kind: 'typed', digits: '04213' }, { kind: 'askCode', command: commandOf(1) }).step).toMatchObject({ asked: null });
    expect(after({ kind: 'haveTime' }, { kind: 'typed', digits: '042' }, { kind: 'erase' }).step).toMatchObject({ digits: '04' });
  });

  test('two digits that are alike may be touched one after the other, but not by a trembling hand', () => {
    let session = after({ kind: 'haveTime' });
    for (const now of [5_000, 5_000 + KEY_ECHO_MS - 1, 5_000 + KEY_ECHO_MS]) session = next(session, { kind: 'digit', digit: '0' }, now);
    expect(session.step).toMatchObject({ digits: '00' });
  });

  test('is scanned from the first page, and on the page of the code; nowhere else', () => {
    for (const begun of [[], [{ kind: 'haveTime' }, { kind: 'typed', digits: '04' }], [{ kind: 'misread' }], [...typing, refused('unknownAppointment')]] as const) {
      expect(wishOf(after(...begun, scanned).step)).toEqual({ kind: 'paper.find', id: commandOf(1), by: { id: paper } });
    }
    expect(after({ kind: 'takeTurn' }, scanned).step).toEqual({ kind: 'services' });
    expect(after(...lost, scanned).step).toMatchObject({ kind: 'pictures' });
    expect(after(...typing, scanned).step).toMatchObject({ kind: 'code', asked: { code } });
    expect(after(scanned, { ...scanned, command: commandOf(2) }).step).toMatchObject({ command: commandOf(1) });
  });

  test('that a reader does not know may be held to it again, or typed', () => {
    for (const at of [after({ kind: 'misread' }), after(scanned, refused('unknownPaper'))]) {
      expect(at.step).toEqual({ kind: 'refused', why: 'unknownPaper', again: { kind: 'home' } });
      expect(next(at, { kind: 'haveTime' }, 9_000).step).toEqual({ kind: 'code', digits: '', asked: null });
      expect(next(at, { kind: 'back' }, 9_000).step).toEqual({ kind: 'home' });
    }
    expect(after(scanned, standing('booked', 'arrived')).step).toEqual({ kind: 'refused', why: 'appointmentUsed', again: { kind: 'home' } });
  });

  test('gives its turn once it is confirmed', () => {
    const ready = after(...typing, standing('booked', 'ready'));
    expect(ready.step).toMatchObject({ kind: 'coming', asked: null });
    const asking = next(ready, { kind: 'checkIn', ...asked }, 9_000);
    expect(wishOf(asking.step)).toEqual({ kind: 'ticket.issue', id: commandOf(1), service: health, language: 'es', appointment });
    expect(next(asking, issued, 9_100).step).toMatchObject({ kind: 'ticket', ahead: 2 });
  });

  test('of a place asks for its pictures, and others may be tried', () => {
    const acts = [...typing, standing('kept', 'ready'), ...pick('sun', 'key'), ask];
    expect(wishOf(after(...acts).step)).toEqual({ kind: 'ticket.issue', id: commandOf(1), service: health, language: 'es', appointment, pictures: ['sun', 'key'] });
    expect(after(...acts, refused('otherPictures')).step).toMatchObject({ kind: 'refused', why: 'otherPictures', again: { kind: 'pictures', chosen: [], asked: null } });
  });

  test('too early or too late gives none; who is late may take a turn like everybody', () => {
    expect(after(...typing, standing('booked', 'early'), { kind: 'checkIn', ...asked }).step).toMatchObject({ kind: 'coming', asked: null });
    const late = [...typing, standing('booked', 'late')];
    expect(wishOf(after(...late, { kind: 'choose', service: health, ...asked }).step)).toEqual({ kind: 'ticket.issue', id: commandOf(1), service: health, language: 'es' });
    expect(after(...late, { kind: 'notNow', service: health }).step).toEqual({ kind: 'notNow', service: health });
    expect(after(...typing, standing('booked', 'early'), { kind: 'choose', service: health, ...asked }).step).toMatchObject({ kind: 'coming' });
    expect(after(...typing, standing('booked', 'arrived')).step).toMatchObject({ kind: 'refused', why: 'appointmentUsed' });
  });

  test('for a service that is not on the list any more leads on to the list', () => {
    expect(after(...typing, standing('booked', 'ready'), { kind: 'again' }).step).toEqual({ kind: 'services' });
    expect(after({ kind: 'takeTurn' }, { kind: 'notNow', service: health }, { kind: 'again' }).step).toEqual({ kind: 'services' });
  });

  test.each(['unknownAppointment', 'tooManyTries'] as const)('refused as %s, another code may be typed', (why) => {
    expect(after(...typing, refused(why)).step).toEqual({ kind: 'refused', why, again: { kind: 'code', digits: '', asked: null } });
  });
});

describe('a ticket held to the reader', () => {
  test('[X1] is its holder’s turn again, with its paper to print once more, and nothing to give up', () => {
    const at = after(scanned, found(1));
    expect(at.step).toMatchObject({ kind: 'ticket', visit: visitOf(0), ahead: null, paper: { kind: 'offered' } });
    expect(next(at, { kind: 'leave' }, 9_000).step).toMatchObject({ kind: 'ticket' });
  });

  test('of another day leads on to a new one', () => {
    expect(after(scanned, refused('ticketOver')).step).toEqual({ kind: 'refused', why: 'ticketOver', again: { kind: 'services' } });
  });

  test('[X4] is nobody’s once its holder has gone', () => {
    const asking = after(scanned);
    if (!asking.idle) throw new Error('somebody is there');
    const gone = next(asking, { kind: 'timeUp', timer: asking.idle.id }, 99_000);
    expect(gone.step).toEqual({ kind: 'home' });
    expect(next(gone, found(1), 99_100)).toBe(gone);
  });
});

describe('a place to keep', () => {
  const notNow: Act[] = [{ kind: 'takeTurn' }, { kind: 'notNow', service: health }];
  const keep: Act[] = [...notNow, { kind: 'keepPlace' }, ...pick('sun', 'key'), ask];
  const kept = replied({ kind: 'kept', appointment, code, service: health, at: 5_000 });

  test('[Q8] is kept with two pictures, and shown with its code and the same two', () => {
    expect(wishOf(after(...keep).step)).toEqual({ kind: 'place.keep', id: commandOf(1), service: health, language: 'es', pictures: ['sun', 'key'] });
    expect(after(...keep, kept).step).toMatchObject({ kind: 'kept', place: { code }, pictures: ['sun', 'key'] });
    expect(after(...keep, kept, { kind: 'finish' })).toMatchObject({ visitor: 2, step: { kind: 'home' } });
  });

  test('[Q8] refused, it is said why, and the list is where one goes on', () => {
    expect(after(...keep, refused('placesGone')).step).toEqual({ kind: 'refused', why: 'placesGone', again: { kind: 'services' } });
  });

  test('[X4] the code goes after a minute, and the number of a ticket before that', () => {
    const shown = next(after(...keep), kept, 0);
    expect(shown.idle?.endsAt).toBe(BROWSING_MS + WARNING_MS);
    expect(next(after(...typing, standing('booked', 'ready'), { kind: 'checkIn', ...asked }), issued, 0).idle?.endsAt).toBe(TICKET_MS + WARNING_MS);
  });
});

describe('[X4] whoever goes leaves nothing of it', () => {
  const pages: [string, Act[]][] = [
    ['half a code', [{ kind: 'haveTime' }, { kind: 'digit', digit: '4' }]],
    ['a code that is asked about', typing],
    ['an appointment', [...typing, standing('booked', 'ready')]],
    ['a picture', [...lost, ...pick('sun')]],
    ['pictures that are asked about', [...lost, ...pick('sun', 'key'), ask]],
    ['several numbers', [...lost, ...pick('sun', 'key'), ask, found(2)]],
    ['a place', [{ kind: 'takeTurn' }, { kind: 'notNow', service: health }, { kind: 'keepPlace' }, ...pick('sun', 'key'), ask, replied({ kind: 'kept', appointment, code, service: health, at: 5_000 })]],
  ];

  test.each(pages)('%s', (_, acts) => {
    const before = after(...acts);
    const timer = before.idle?.id;
    if (timer === undefined) throw new Error('somebody is there');
    const { visitor, lastTimer, echo, ...gone } = next(before, { kind: 'timeUp', timer }, 99_000);
    const { visitor: _visitor, lastTimer: _lastTimer, echo: _echo, ...start } = START;
    expect(gone).toEqual(start);
    expect([visitor, echo === null, lastTimer > 0]).toEqual([2, false, true]);
  });

  test('and what is answered then is nobody’s', () => {
    const asking = after(...typing);
    if (!asking.idle) throw new Error('somebody is there');
    const gone = next(asking, { kind: 'timeUp', timer: asking.idle.id }, 99_000);
    expect(next(gone, standing('booked', 'ready'), 99_100)).toBe(gone);
  });

  test('going back keeps neither digits nor pictures', () => {
    expect(after({ kind: 'haveTime' }, { kind: 'typed', digits: '042' }, { kind: 'back' }, { kind: 'haveTime' }).step).toMatchObject({ digits: '' });
    expect(after(...lost, ...pick('sun'), { kind: 'back' }, { kind: 'lostOf', service: health }).step).toMatchObject({ chosen: [] });
  });
});
