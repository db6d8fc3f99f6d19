/**
 * One event of a calendar, with what is used of it and nothing else. In: its lines. Out: its
 * properties, its rule as text and our own line. People, alarms and the marks of other programs go
 * no further than here, and no rule is read by anybody who would reckon it.
 */
import ICAL from 'ical.js';
import { RULE_AT_MOST } from '../limits.ts';
import type { Block } from './blocks.ts';
import { EventFault } from './fault.ts';
import { EVENT_LINES_AT_MOST, LINE_AT_MOST } from './limits.ts';
import { ownIn, OWN_LINE, type Own } from './own.ts';
import { unescaped } from './text.ts';

const USED = new Set(['UID', 'SUMMARY', 'DESCRIPTION', 'LOCATION', 'STATUS', 'DTSTART', 'DTEND', 'DURATION', 'RDATE', 'EXDATE', 'RECURRENCE-ID']);

export interface Event {
  readonly line: number;
  readonly uid: string;
  readonly component: ICAL.Component;
  readonly rule: string | undefined;
  readonly own: Own;
  /** A line of it was none. */
  readonly hasBrokenLines: boolean;
}

/** @throws EventFault where nothing of it can be used. */
export function eventOf({ line, text }: Block): Event {
  const lines = unfolded(text);
  const used: string[] = [];
  const rules: string[] = [];
  let own: Own = {};
  let depth = 0;
  let hasBrokenLines = false;
  for (const each of lines.slice(2, -2)) {
    const [, name = '', value = ''] = /^([\w-]+)(?:;(?:[^":]|"[^"]*")*)?:(.*)$/s.exec(each) ?? [];
    const called = name.toUpperCase();
    if (called === 'BEGIN') depth += 1;
    else if (called === 'END') depth = Math.max(0, depth - 1);
    else if (depth > 0) continue;
    else if (called === '') hasBrokenLines = true;
    else if (called === 'RRULE') rules.push(value.trim().toUpperCase());
    else if (called === 'EXRULE') throw new EventFault('rule', 'unfit', value);
    else if (called === OWN_LINE) own = ownIn(unescaped(value));
    else if (USED.has(called)) used.push(each);
  }
  const [rule, ...more] = rules;
  if (more.length > 0) throw new EventFault('rule', 'unfit', more[0]);
  if (rule !== undefined && rule.length > RULE_AT_MOST) throw new EventFault('rule', 'long', rule);
  const component = componentOf(used);
  const uid = textOf(component, 'uid');
  if (uid === '') throw new EventFault('uid', 'missing');
  return { line, uid, component, rule: rule === '' ? undefined : rule, own, hasBrokenLines };
}

function unfolded(text: string): readonly string[] {
  const parts: string[][] = [];
  let length = 0;
  let nth = 0;
  for (const line of text.split('\r\n')) {
    if ((nth += 1) > EVENT_LINES_AT_MOST) throw new EventFault('event', 'long');
    const last = parts.at(-1);
    const goesOn = last !== undefined && /^[ \t]/.test(line);
    length = goesOn ? length + line.length : line.length;
    if (length > LINE_AT_MOST) throw new EventFault('event', 'long');
    if (goesOn) last.push(line.slice(1));
    else parts.push([line]);
  }
  return parts.map((each) => each.join(''));
}

function componentOf(lines: readonly string[]): ICAL.Component {
  try {
    const component = new ICAL.Component(ICAL.parse(['BEGIN:VCALENDAR', 'BEGIN:VEVENT', ...lines, 'END:VEVENT', 'END:VCALENDAR'].join('\r\n')) as unknown[]).getFirstSubcomponent('vevent');
    if (component) return component;
  } catch (error) {
    // The reader throws plain errors of its own for every slip in a file.
    if (!(error instanceof Error)) throw error;
  }
  throw new EventFault('event', 'broken');
}

/** @returns empty where there is none. */
export function textOf(component: ICAL.Component, name: string): string {
  const value = component.getFirstPropertyValue(name);
  return typeof value === 'string' ? value.trim() : '';
}

export const isCancelled = (component: ICAL.Component): boolean => textOf(component, 'status').toUpperCase() === 'CANCELLED';
