import { describe, expect, test } from 'vitest';
import type { Bridge } from '../../shared/contract/bridge.ts';
import type { Command, Reply } from '../../shared/contract/commands.ts';
import { Letter } from '../../shared/domain/centre.ts';
import { LocalTime } from '../../shared/domain/events/local.ts';
import { CommandId, OfferId, PaperId, PriorityId, ServiceId, VisitId } from '../../shared/domain/ids.ts';
import { foundService } from '../../tests/fixtures/found.ts';
import { ofSector } from './offers/paths.ts';
import { BROWSING_MS, ECHO_MS, FORM_MS, next, SLOW, TICKET_MS, WARNING_MS, type Act } from './session.ts';
import { createSitting, type Sitting } from './sitting.ts';
import { START, type Session } from './steps.ts';

const health = ServiceId.parse('health');
const legal = ServiceId.parse('legal');
const VACCINES = foundService(1);
const commandOf = (n: number): CommandId => CommandId.parse(String(n).padStart(26, '0'));
const ticket = (number: number): Reply => ({
  kind: 'done',
  outcome: {
    kind: 'issued',
    visit: VisitId.parse(String(number).padStart(26, 'v')),
    label: { letter: Letter.parse('A'), number },
    service: health,
    ahead: 2,
  },
});

/** A house whose time moves only when told, and which keeps timers even after they are cancelled. */
function house() {
  let now = 0;
  const waits: { at: number; ring: () => void; cancelled: boolean }[] = [];
  const sent: { command: Command; answer: (reply: Reply) => void }[] = [];
  const withdrawn: CommandId[] = [];
  const bridge: Pick<Bridge, 'call' | 'withdraw'> = {
    call: (command) => new Promise((resolve) => sent.push({ command, answer: resolve })),
    withdraw: (id) => withdrawn.push(id),
  };
  const sitting = createSitting({
    bridge,
    clock: { now: () => now, monotonic: () => now },
    timers: {
      after(ms, ring) {
        const wait = { at: now + ms, ring, cancelled: false };
        waits.push(wait);
        return () => {
          wait.cancelled = true;
        };
      },
    },
  });
  return {
    sitting,
    sent,
    withdrawn,
    waits,
    pass: (ms: number) => {
      now += ms;
      for (const wait of waits.filter((each) => each.at <= now && !each.cancelled)) {
        wait.cancelled = true;
        wait.ring();
      }
    },
  };
}

const step = (sitting: Sitting): Session['step']['kind'] => sitting.session().step.kind;

describe('one ticket', () => {
  test('a double tap, two fingers and two services at once send one command', () => {
    const { sitting, sent, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(2) });
    sitting.act({ kind: 'choose', service: legal, language: 'es', command: commandOf(3) });
    pass(ECHO_MS * 3);
    sitting.act({ kind: 'choose', service: legal, language: 'es', command: commandOf(4) });
    expect(sent.map((each) => each.command)).toEqual([
      { kind: 'ticket.issue', id: commandOf(1), service: health, language: 'es' },
    ]);
  });

  test('the second tap of a trembling hand does not choose what has come under it', () => {
    const { sitting, sent, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS - 1);
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    expect(step(sitting)).toBe('services');
    expect(sent).toHaveLength(0);
    pass(1);
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(2) });
    expect(sent).toHaveLength(1);
  });

  test('a tap that echoes on the ticket does not end it', async () => {
    const { sitting, sent, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    sent[0]?.answer(ticket(17));
    await Promise.resolve();
    sitting.act({ kind: 'finish' });
    expect(step(sitting)).toBe('ticket');
    pass(ECHO_MS);
    sitting.act({ kind: 'finish' });
    expect(step(sitting)).toBe('home');
  });
});

describe('the next visitor', () => {
  test('[X4] an old timer never ends the next visitor’s session, even if it comes after being cancelled', async () => {
    const { sitting, sent, waits, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    sent[0]?.answer(ticket(17));
    await Promise.resolve();
    pass(ECHO_MS);
    sitting.act({ kind: 'finish' });
    const old = [...waits];

    pass(ECHO_MS);
    sitting.act({ kind: 'takeTurn' });
    const second = sitting.session().visitor;
    for (const wait of old) wait.ring();
    expect(sitting.session().visitor).toBe(second);
    expect(step(sitting)).toBe('services');
  });

  test('[X4] a reply that comes after its visitor has gone is shown to nobody', async () => {
    const { sitting, sent, withdrawn, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    expect(withdrawn).toEqual([]);
    pass(BROWSING_MS + WARNING_MS);
    expect(step(sitting)).toBe('home');
    expect(withdrawn).toEqual([commandOf(1)]);
    sent[0]?.answer(ticket(17));
    await Promise.resolve();
    expect(step(sitting)).toBe('home');
  });

  test('[X4] the language and the step go back to start after sixty idle seconds and the thirty of the question, not before', () => {
    const { sitting, pass } = house();
    sitting.act({ kind: 'speak', language: 'en' });
    pass(ECHO_MS);
    sitting.act({ kind: 'takeTurn' });
    pass(BROWSING_MS + WARNING_MS - 1);
    expect(sitting.session()).toMatchObject({ language: 'en', step: { kind: 'services' } });
    pass(1);
    expect(sitting.session()).toMatchObject({ visitor: 2, language: null, step: { kind: 'home' }, idle: null });
  });

  test('whoever touches the screen has the whole time again', () => {
    const { sitting, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(BROWSING_MS + WARNING_MS - 1);
    sitting.act({ kind: 'stirred' });
    pass(BROWSING_MS + WARNING_MS - 1);
    expect(step(sitting)).toBe('services');
    pass(1);
    expect(step(sitting)).toBe('home');
  });

  test('a ticket stays forty seconds and the question’s thirty', async () => {
    const { sitting, sent, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    sent[0]?.answer(ticket(17));
    await Promise.resolve();
    pass(TICKET_MS + WARNING_MS - 1);
    expect(step(sitting)).toBe('ticket');
    pass(1);
    expect(step(sitting)).toBe('home');
  });
});

describe('how a visitor has the screen', () => {
  test('[X4] is kept from page to page, changes no step, and is gone with the visitor', () => {
    const { sitting, pass } = house();
    sitting.act({ kind: 'haveTime' });
    sitting.act({ kind: 'digit', digit: '4' });
    for (const what of ['large', 'contrast', 'low', 'slow'] as const) sitting.act({ kind: 'adjust', what });
    expect(sitting.session()).toMatchObject({ access: { large: true, contrast: true, low: true, slow: true }, step: { kind: 'code', digits: '' } });
    pass(ECHO_MS);
    sitting.act({ kind: 'back' });
    expect(sitting.session()).toMatchObject({ access: { large: true }, step: { kind: 'home' } });
    pass(SLOW * BROWSING_MS + WARNING_MS);
    expect(sitting.session()).toMatchObject({ visitor: 2, access: START.access, idle: null });
  });

  test('a trembling hand turns it on and not off again; a second touch later does', () => {
    const { sitting, pass } = house();
    for (let tap = 0; tap < 3; tap += 1) {
      sitting.act({ kind: 'adjust', what: 'contrast' });
      pass(100);
    }
    expect(sitting.session().access.contrast).toBe(true);
    pass(ECHO_MS);
    sitting.act({ kind: 'adjust', what: 'contrast' });
    expect(sitting.session()).toMatchObject({ access: START.access, idle: null });
  });

  test('[X4] chosen on the first page and left so, it goes back to start as well', () => {
    const { sitting, pass } = house();
    sitting.act({ kind: 'adjust', what: 'large' });
    pass(BROWSING_MS + WARNING_MS);
    expect(sitting.session()).toMatchObject({ visitor: 2, access: START.access });
  });

  test('twenty touches within two seconds on one place are one choice and send nothing', () => {
    const { sitting, sent, pass } = house();
    for (let tap = 0; tap < 20; tap += 1) {
      sitting.act({ kind: 'takeTurn' });
      pass(100);
    }
    expect(step(sitting)).toBe('services');
    expect(sent).toHaveLength(0);
  });
});

describe('the question whether anybody is there', () => {
  test('[X4] comes after sixty seconds of nothing, after a hundred and twenty where something is filled in, thirty before the end', () => {
    const { sitting, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    expect(sitting.session().idle).toMatchObject({ warnsAt: BROWSING_MS, endsAt: BROWSING_MS + 30_000 });
    pass(ECHO_MS);
    sitting.act({ kind: 'back' });
    pass(ECHO_MS);
    sitting.act({ kind: 'haveTime' });
    expect(sitting.session().idle).toMatchObject({ warnsAt: 2 * ECHO_MS + FORM_MS, endsAt: 2 * ECHO_MS + 150_000 });
  });

  test('[X4] is answered by one touch, more than ten times, on the same page', () => {
    const { sitting, pass } = house();
    sitting.act({ kind: 'haveTime' });
    pass(ECHO_MS);
    sitting.act({ kind: 'typed', digits: '042' });
    for (let times = 0; times < 12; times += 1) {
      pass(FORM_MS + WARNING_MS - 1);
      sitting.act({ kind: 'moreTime' });
    }
    expect(sitting.session()).toMatchObject({ visitor: 1, step: { kind: 'code', digits: '042' } });
  });

  test('the finger that answers it does nothing else when it lifts', () => {
    const { sitting, sent, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(BROWSING_MS);
    sitting.act({ kind: 'moreTime' });
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    expect(sent).toHaveLength(0);
  });

  test('whoever asked beforehand for time has three times as much', () => {
    const { sitting } = house();
    sitting.act({ kind: 'adjust', what: 'slow' });
    sitting.act({ kind: 'takeTurn' });
    expect(sitting.session().idle?.warnsAt).toBe(SLOW * BROWSING_MS);
  });

  test('[X4] comes up to ten times as late where staff say so, for this visitor and the next', () => {
    const { sitting, pass } = house();
    sitting.act({ kind: 'wait', patience: 10 });
    for (const visitor of [1, 2]) {
      sitting.act({ kind: 'takeTurn' });
      pass(10 * BROWSING_MS + WARNING_MS - 1);
      expect(sitting.session()).toMatchObject({ visitor, step: { kind: 'services' } });
      pass(ECHO_MS + 1);
      expect(sitting.session()).toMatchObject({ visitor: visitor + 1, step: { kind: 'home' } });
      pass(ECHO_MS);
    }
  });

  test('[X4] a time that is running when staff change theirs runs out as it began', () => {
    const { sitting, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    sitting.act({ kind: 'wait', patience: 10 });
    pass(BROWSING_MS + WARNING_MS);
    expect(step(sitting)).toBe('home');
  });
});

describe('a refusal', () => {
  test('shows why, and leads on to the list or back to the start', async () => {
    const { sitting, sent, pass } = house();
    sitting.act({ kind: 'speak', language: 'en' });
    pass(ECHO_MS);
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'choose', service: legal, language: 'es', command: commandOf(1) });
    sent[0]?.answer({ kind: 'refused', why: 'numbersSpent' });
    await Promise.resolve();
    expect(sitting.session().step).toEqual({ kind: 'refused', why: 'numbersSpent', again: { kind: 'services' } });
    pass(ECHO_MS);
    sitting.act({ kind: 'again' });
    expect(sitting.session()).toMatchObject({ language: 'en', step: { kind: 'services' } });
  });
});

describe('a visitor who has priority', () => {
  const older = PriorityId.parse('older');
  const claimed = async (): Promise<ReturnType<typeof house>> => {
    const begun = house();
    for (const act of [{ kind: 'takeTurn' }, { kind: 'seePriorities' }, { kind: 'claim', priority: older }] as const) {
      begun.sitting.act(act);
      begun.pass(ECHO_MS);
    }
    return begun;
  };

  test('says so before the turn is asked for, which says it to the station', async () => {
    const { sitting, sent } = await claimed();
    expect(sitting.session()).toMatchObject({ step: { kind: 'services' }, priority: older });
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    expect(sent.map((each) => each.command)).toEqual([{ kind: 'ticket.issue', id: commandOf(1), service: health, language: 'es', priority: older }]);
  });

  test('may look and say nothing, and take back what was said', async () => {
    const { sitting, pass } = await claimed();
    sitting.act({ kind: 'seePriorities' });
    pass(ECHO_MS);
    sitting.act({ kind: 'back' });
    expect(sitting.session()).toMatchObject({ step: { kind: 'services' }, priority: older });
    pass(ECHO_MS);
    sitting.act({ kind: 'seePriorities' });
    pass(ECHO_MS);
    sitting.act({ kind: 'claim', priority: null });
    expect(sitting.session()).toMatchObject({ step: { kind: 'services' }, priority: null });
  });

  test('[X4] takes it along: the next visitor has none', async () => {
    const { sitting, pass } = await claimed();
    pass(BROWSING_MS + WARNING_MS);
    expect(sitting.session()).toMatchObject({ visitor: 2, step: { kind: 'home' }, priority: null });
  });

  test('is not asked again for one that can’t be claimed here any more', async () => {
    const { sitting, sent } = await claimed();
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    sent[0]?.answer({ kind: 'refused', why: 'unknownPriority' });
    await Promise.resolve();
    expect(sitting.session()).toMatchObject({ step: { kind: 'refused', why: 'unknownPriority' }, priority: null });
  });
});

describe('a visitor who leaves the queue', () => {
  const visit = VisitId.parse(String(17).padStart(26, 'v'));
  const withTicket = async (...taps: Act[]): Promise<ReturnType<typeof house>> => {
    const begun = house();
    begun.sitting.act({ kind: 'takeTurn' });
    begun.pass(ECHO_MS);
    begun.sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    begun.sent[0]?.answer(ticket(17));
    await Promise.resolve();
    for (const tap of taps) {
      begun.pass(ECHO_MS);
      begun.sitting.act(tap);
    }
    return begun;
  };
  const sure: Act[] = [{ kind: 'leave' }, { kind: 'confirmLeave', command: commandOf(2) }];

  test('[Q1] is asked once more, and a turn is given up once, however many fingers tap', async () => {
    const { sitting, sent, pass } = await withTicket({ kind: 'leave' });
    expect(sitting.session().step).toMatchObject({ kind: 'leaving', command: null });
    expect(sent).toHaveLength(1);
    for (const n of [2, 3]) {
      pass(ECHO_MS);
      sitting.act({ kind: 'confirmLeave', command: commandOf(n) });
    }
    pass(ECHO_MS);
    sitting.act({ kind: 'stay' });
    expect(sent.slice(1).map((each) => each.command)).toEqual([{ kind: 'visit.cancel', id: commandOf(2), visit }]);
    sent[1]?.answer({ kind: 'done', outcome: { kind: 'moved', visit } });
    await Promise.resolve();
    expect(sitting.session().step).toEqual({ kind: 'left', label: { letter: 'A', number: 17 } });
    pass(ECHO_MS);
    sitting.act({ kind: 'finish' });
    expect(sitting.session()).toMatchObject({ visitor: 2, step: { kind: 'home' } });
  });

  test('may stay after all, with the same number on the screen', async () => {
    const { sitting, sent } = await withTicket({ kind: 'leave' }, { kind: 'stay' });
    expect(sitting.session().step).toMatchObject({ kind: 'ticket', visit, stays: false });
    expect(sent).toHaveLength(1);
  });

  test('[Q1] keeps the number where it was called meanwhile, and is told so', async () => {
    const { sitting, sent } = await withTicket(...sure);
    sent[1]?.answer({ kind: 'refused', why: 'notThatStep' });
    await Promise.resolve();
    expect(sitting.session().step).toMatchObject({ kind: 'ticket', visit, ahead: 2, stays: true });
  });

  test('[X4] leaves also where the answer comes after they have gone, and the next one sees nothing of it', async () => {
    const { sitting, sent, withdrawn, pass } = await withTicket(...sure);
    pass(TICKET_MS + WARNING_MS);
    expect(step(sitting)).toBe('home');
    sent[1]?.answer({ kind: 'done', outcome: { kind: 'moved', visit } });
    await Promise.resolve();
    expect(step(sitting)).toBe('home');
    expect(withdrawn).not.toContain(commandOf(2));
  });

  test('whoever only asks and goes keeps the turn', async () => {
    const { sitting, sent, pass } = await withTicket({ kind: 'leave' });
    pass(TICKET_MS + WARNING_MS);
    expect(step(sitting)).toBe('home');
    expect(sent).toHaveLength(1);
  });
});

describe('a service that gives no turn now', () => {
  test('[Q8] asks the station for nothing when it is tapped, and leads on to the list or back to the start', () => {
    const { sitting, sent, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'notNow', service: legal });
    expect(sitting.session().step).toEqual({ kind: 'notNow', service: legal });
    pass(ECHO_MS);
    sitting.act({ kind: 'takeTurn' });
    expect(step(sitting)).toBe('services');
    pass(ECHO_MS);
    sitting.act({ kind: 'notNow', service: legal });
    pass(ECHO_MS);
    sitting.act({ kind: 'back' });
    expect(step(sitting)).toBe('home');
    expect(sent).toHaveLength(0);
  });

  test.each(['serviceClosed', 'serviceFull', 'lastTurnGiven'] as const)('[Q8] refused as %s, though the list did not say so yet, is shown by its name', async (why) => {
    const { sitting, sent, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'choose', service: legal, language: 'es', command: commandOf(1) });
    sent[0]?.answer({ kind: 'refused', why });
    await Promise.resolve();
    expect(sitting.session().step).toEqual({ kind: 'notNow', service: legal });
  });
});

test('an act that fits no step changes nothing at all', () => {
  expect(next(START, { kind: 'finish' }, 0)).toBe(START);
  expect(next(START, { kind: 'notNow', service: legal }, 0)).toBe(START);
  expect(next(START, { kind: 'seePriorities' }, 0)).toBe(START);
  for (const act of [{ kind: 'leave' }, { kind: 'stay' }, { kind: 'confirmLeave', command: commandOf(1) }] as const) expect(next(START, act, 0)).toBe(START);
  expect(next(START, { kind: 'claim', priority: null }, 0)).toBe(START);
  expect(next(START, { kind: 'choose', service: health, language: 'es', command: commandOf(1) }, 0)).toBe(START);
  expect(next(START, { kind: 'timeUp', timer: 9 }, 0)).toBe(START);
});

describe('a voice', () => {
  test('[V1][X4] is turned on, paused, asked again and made louder on any page, and is gone with the visitor', () => {
    const { sitting, pass } = house();
    const listen = (what: 'on' | 'again' | 'paused' | 'volume'): unknown => {
      sitting.act({ kind: 'listen', what });
      pass(ECHO_MS);
      return sitting.session().listening;
    };
    expect(listen('on')).toMatchObject({ on: true, volume: 3 });
    expect(sitting.session().idle, 'somebody is there').not.toBeNull();
    expect(listen('paused')).toMatchObject({ paused: true });
    expect(listen('again')).toMatchObject({ paused: false, again: 1 });
    expect([listen('volume'), listen('volume'), listen('volume')]).toMatchObject([{ volume: 4 }, { volume: 1 }, { volume: 2 }]);
    sitting.act({ kind: 'takeTurn' });
    expect(sitting.session()).toMatchObject({ step: { kind: 'services' }, listening: { on: true, volume: 2 } });
    pass(BROWSING_MS + WARNING_MS);
    expect(sitting.session()).toMatchObject({ visitor: 2, listening: START.listening });
  });

  test('takes a trembling finger for one touch of a pill', () => {
    const { sitting, pass } = house();
    for (let tap = 0; tap < 4; tap += 1) {
      sitting.act({ kind: 'listen', what: 'on' });
      pass(100);
    }
    expect(sitting.session().listening.on).toBe(true);
  });

  test('[V1] begins and ends with headphones', () => {
    const { sitting } = house();
    sitting.act({ kind: 'headphones', there: true });
    expect(sitting.session().listening.on).toBe(true);
    sitting.act({ kind: 'headphones', there: false });
    expect(sitting.session().listening.on).toBe(false);
  });

  test('[V1] names each language that is touched, the same one again as well', () => {
    const { sitting, pass } = house();
    for (const named of [1, 2]) {
      sitting.act({ kind: 'speak', language: 'ht' });
      expect(sitting.session().listening.named).toBe(named);
      pass(ECHO_MS);
    }
  });
});

describe('what there is to find', () => {
  const offer = OfferId.parse('music');
  const paper = PaperId.parse('p'.repeat(26));
  const acts = (...all: Act[]): ReturnType<typeof house> => {
    const there = house();
    for (const act of all) {
      there.sitting.act(act);
      there.pass(ECHO_MS);
    }
    return there;
  };
  const toOffer: Act[] = [{ kind: 'list', of: { kind: 'sectors' } }, { kind: 'list', of: ofSector('health', 0) }, { kind: 'seeService', service: VACCINES }];

  test('one goes back by the pages one came, to the page of the sectors on which one was', () => {
    const { sitting, pass } = acts({ kind: 'list', of: { kind: 'sectors' } }, { kind: 'turnPage' }, { kind: 'list', of: ofSector('cash', 1) }, { kind: 'turnPage' }, { kind: 'seeService', service: VACCINES });
    const seen = Array.from({ length: 5 }, () => {
      sitting.act({ kind: 'back' });
      pass(ECHO_MS);
      return sitting.session().step;
    });
    const sector = { kind: 'offers', of: ofSector('cash', 1) };
    expect(seen).toEqual([{ ...sector, page: 1 }, { ...sector, page: 0 }, { kind: 'offers', of: { kind: 'sectors' }, page: 1 }, { kind: 'offers', of: { kind: 'sectors' }, page: 0 }, { kind: 'home' }]);
  });

  test('a sector is chosen from the sectors alone, and an offer from a list of them', () => {
    expect(step(acts({ kind: 'list', of: ofSector('health', 0) }).sitting)).toBe('home');
    expect(step(acts({ kind: 'list', of: { kind: 'sectors' } }, { kind: 'seeOffer', offer, date: LocalTime.parse('2026-11-23T18:30') }).sitting)).toBe('offers');
    expect(step(acts({ kind: 'list', of: { kind: 'activities' } }, { kind: 'seeOffer', offer, date: LocalTime.parse('2026-11-23T18:30') }).sitting)).toBe('offer');
  });

  test('[J18] a paper is asked for once, whatever is tapped; it may be asked for again after a refusal, and not once it is given', async () => {
    const { sitting, sent, pass } = acts(...toOffer);
    const take = (n: number): void => {
      sitting.act({ kind: 'takeAlong', language: 'ht', command: commandOf(n) });
      pass(ECHO_MS);
    };
    const answer = async (reply: Reply): Promise<void> => {
      sent.at(-1)?.answer(reply);
      await Promise.resolve();
      await Promise.resolve();
      pass(ECHO_MS);
    };
    take(1);
    take(2);
    expect(sent.map(({ command }) => command)).toEqual([{ kind: 'offer.print', id: commandOf(1), offer: VACCINES.id, language: 'ht' }]);
    await answer({ kind: 'refused', why: 'papersSpent' });
    expect(sitting.session().step).toMatchObject({ kind: 'found', paper: { kind: 'refused', why: 'papersSpent' } });
    take(3);
    await answer({ kind: 'done', outcome: { kind: 'takingAlong', paper } });
    take(4);
    expect([sent.length, sitting.session().step]).toMatchObject([2, { kind: 'found', paper: { kind: 'given', paper } }]);
  });

  test('[X4] it is left after a minute and the warning, like every page that is read', () => {
    const { sitting, pass } = acts(...toOffer);
    pass(BROWSING_MS + WARNING_MS - ECHO_MS - 1);
    expect(step(sitting)).toBe('found');
    pass(1);
    expect(step(sitting)).toBe('home');
  });

  test('a turn is one tap away from a service that has a queue here', () => {
    const { sitting, sent } = acts(...toOffer, { kind: 'choose', service: ServiceId.parse('health'), language: 'es', command: commandOf(1) });
    expect([step(sitting), sent.map(({ command }) => command.kind)]).toEqual(['asking', ['ticket.issue']]);
  });
});

describe('the way out at once', () => {
  test('[X4] leads from any page to the first one, with nothing of what was there, also within an echo', () => {
    const { sitting } = house();
    sitting.act({ kind: 'speak', language: 'ht' });
    sitting.act({ kind: 'leaveNow' });
    expect(sitting.session()).toMatchObject({ visitor: 2, language: null, step: { kind: 'home' }, idle: null });
  });

  test('[X4] takes back what was only asked for', () => {
    const { sitting, sent, withdrawn, pass } = house();
    sitting.act({ kind: 'takeTurn' });
    pass(ECHO_MS);
    sitting.act({ kind: 'choose', service: health, language: 'es', command: commandOf(1) });
    expect(sent).toHaveLength(1);
    sitting.act({ kind: 'leaveNow' });
    expect(step(sitting)).toBe('home');
    expect(withdrawn).toEqual([commandOf(1)]);
  });
});
