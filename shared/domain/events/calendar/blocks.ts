/** Cuts a calendar into its events and its zones, each a calendar of its own. In: text. Out: blocks and the lines they begin on. It reads no value. */

export interface Block {
  /** From 1. */
  readonly line: number;
  /** A whole calendar with this one thing in it. */
  readonly text: string;
}

const EVENT = 'VEVENT';
const ZONE = 'VTIMEZONE';

/** An event that is never ended goes up to the next one's beginning, or the calendar's end. */
export function blocksOf(text: string): { readonly events: readonly Block[]; readonly zones: readonly Block[] } {
  const events: Block[] = [];
  const zones: Block[] = [];
  let open: { readonly kind: typeof EVENT | typeof ZONE; readonly line: number; readonly lines: string[] } | undefined;
  const close = (): void => {
    if (!open) return;
    const { kind, line, lines } = open;
    const block = { line, text: ['BEGIN:VCALENDAR', ...lines, `END:${kind}`, 'END:VCALENDAR'].join('\r\n') };
    if (kind === EVENT) events.push(block);
    else zones.push(block);
    open = undefined;
  };
  for (const [nth, line] of text.split('\n').entries()) {
    // What goes on from the line before begins with a space, and begins and ends nothing.
    const mark = line.trimEnd().toUpperCase();
    if (mark === `BEGIN:${EVENT}` || mark === `BEGIN:${ZONE}`) {
      close();
      open = { kind: mark === `BEGIN:${EVENT}` ? EVENT : ZONE, line: nth + 1, lines: [line.trim()] };
    } else if (mark === `END:${EVENT}` || mark === `END:${ZONE}` || mark === 'END:VCALENDAR') {
      close();
    } else if (line !== '') {
      open?.lines.push(line);
    }
  }
  close();
  return { events, zones };
}
