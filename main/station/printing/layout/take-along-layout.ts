/** What stands where on papers that are taken home: the model in, a sheet out. */
import { markCopy, writeHeading } from './heading.ts';
import { HEADING, SheetWriter, STRONG, TALL, TITLE, type Sheet } from './sheet.ts';
import type { PaperEvent, PaperService } from '../papers/take-along.ts';
import { titleOf } from '../papers/ticket.ts';
import { inOther, paperWord, spellInstant } from '../papers/words.ts';

export function layEvent(event: PaperEvent): Sheet {
  const { language, second } = event;
  const sheet = new SheetWriter();

  markCopy(sheet, event);
  sheet.write(event.centre, STRONG).space(28);
  writeHeading(sheet, 'event', event);
  sheet.space(8).write(event.title, TITLE).space(24);
  for (const line of spellTimes(event)) sheet.write(line, HEADING);
  sheet.space(16).write(event.where, STRONG).space(24);
  sheet.write(paperWord(language, 'party', { count: event.party }), STRONG);
  sheet.write(paperWord(language, 'organiser', { name: event.organiser })).space(28);
  sheet.write(paperWord(language, 'yourCode')).space(8).number(titleOf(event)).space(32);
  sheet.qr(event.pass ?? event.signup).space(32);
  const what = event.waits ? 'waitsForPlace' : 'showThis';
  sheet.write(paperWord(language, what), STRONG).write(inOther(second, what));
  return sheet.finish();
}

/** The day, and from when to when; two days where it ends on another. */
function spellTimes({ startsAt, endsAt, zone, language }: PaperEvent): string[] {
  const starts = spellInstant(startsAt, { zone, language });
  if (endsAt === null) return [starts.date, starts.time];
  const ends = spellInstant(endsAt, { zone, language });
  return starts.date === ends.date ? [starts.date, `${starts.time} – ${ends.time}`] : [`${starts.date}, ${starts.time} –`, `${ends.date}, ${ends.time}`];
}

export function layService(service: PaperService): Sheet {
  const { language, second, open, cost, phone } = service;
  const sheet = new SheetWriter();
  const section = (name: 'where' | 'phone' | 'hours' | 'bring' | 'cost'): SheetWriter => sheet.space(20).write(paperWord(language, name), STRONG, 'start');

  sheet.write(service.centre, STRONG).space(28);
  sheet.write(paperWord(language, 'takeAlong'), STRONG).write(inOther(second, 'takeAlong')).space(20);
  sheet.write(service.name, TITLE);
  if (open) sheet.space(8).write(open.about);
  if (cost?.kind === 'free') sheet.space(16).write(paperWord(language, 'free'), HEADING);
  section('where').write(service.address, TALL, 'start');
  if (phone !== null) section('phone').write(phone, TALL, 'start');
  if (service.hours.length > 0) section('hours');
  for (const line of service.hours) sheet.write(line, undefined, 'start');
  if (open && open.documents.length > 0) section('bring');
  for (const document of open?.documents ?? []) sheet.write(`• ${document}`, undefined, 'start');
  if (cost?.kind === 'costs') section('cost').write(cost.text, undefined, 'start');
  const link = open?.link ?? null;
  if (link !== null) sheet.space(32).qr(link).space(32).write(link);
  return sheet.finish();
}
