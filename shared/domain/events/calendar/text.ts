/** A calendar's file as text. In: bytes or text. Out: lines that end with `\n`, or why there are none. It reads nothing in them. */
import { FILE_AT_MOST, LINE_AT_MOST } from './limits.ts';

export type CalendarText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unreadable'; readonly why: 'tooLarge' | 'notText' | 'longLine' | 'noCalendar' };

/** Node and every page have it; the types that this room is checked with don't. */
declare const TextDecoder: new (label: string, options?: { readonly fatal?: boolean }) => { decode(bytes: Uint8Array): string };

/** UTF-8; where it is none, what Windows writes in Europe and America, in which every byte is a letter. */
export function calendarText(file: string | Uint8Array): CalendarText {
  if (file.length > FILE_AT_MOST) return { kind: 'unreadable', why: 'tooLarge' };
  const read = typeof file === 'string' ? file : decoded(file);
  if (read.includes('\0')) return { kind: 'unreadable', why: 'notText' };
  const text = read.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
  if (!/^[ \t]*BEGIN:VCALENDAR[ \t]*$/im.test(text.slice(0, LINE_AT_MOST))) return { kind: 'unreadable', why: 'noCalendar' };
  return hasLongLine(text) ? { kind: 'unreadable', why: 'longLine' } : { kind: 'text', text };
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    // Not UTF-8: any other fault is ours.
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

function hasLongLine(text: string): boolean {
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from);
    if ((end < 0 ? text.length : end) - from > LINE_AT_MOST) return true;
    if (end < 0) return false;
    from = end + 1;
  }
  return false;
}

/** What is written `\,` `\;` `\\` and `\n` in a file. */
export function unescaped(text: string): string {
  return text.replaceAll(/\\([\\;,nN])/g, (_, sign: string) => (sign === 'n' || sign === 'N' ? '\n' : sign));
}
