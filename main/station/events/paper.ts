/** The paper of a place at a date, or of a wait for one. In: the state, a signup. Out: a paper without anybody's name [X3]. */
import { dateOf, sizeOf, whereOf, type Pass, type PassFor, type Planned } from '../../../shared/domain/events/index.ts';
import type { Language } from '../../../shared/domain/language.ts';
import type { CentreId, SignupId } from '../../../shared/domain/ids.ts';
import { textIn } from '../../../shared/domain/offers/offers.ts';
import type { CentreState } from '../../../shared/domain/reducers/state.ts';
import { PaperEvent, secondLanguage } from '../printing/index.ts';

export interface PaperBy {
  readonly planned: readonly Planned[];
  readonly copy: boolean;
  /** Makes the pass that the door takes without a network. */
  readonly sign: (pass: PassFor, centre: CentreId) => Pass;
}

/** @returns undefined where there is no such signup, or no such date any more. */
export function eventPaper({ centre, signups }: Pick<CentreState, 'centre' | 'signups'>, id: SignupId, { planned, copy, sign }: PaperBy): PaperEvent | undefined {
  const signup = signups.get(id);
  const found = planned.find(({ series }) => series.id === signup?.series);
  const date = found && signup && dateOf(found, signup.date);
  if (!centre || !signup || !found || !date) return undefined;
  const [first = 'es'] = centre.languages;
  const changed = date.change?.kind === 'changed' ? date.change : undefined;
  const said = (language: Language): Pick<PaperEvent, 'title' | 'where'> => ({
    title: textIn(changed?.name ?? found.series.name, language, first).text,
    where: textIn(whereOf(centre, date.place)?.name ?? { [first]: centre.name }, language, first).text,
  });
  const { language, party, code, stands } = signup;
  const waits = stands.kind === 'waiting';
  const other = secondLanguage(centre.languages, language);
  return PaperEvent.parse({
    kind: 'event', centre: centre.name, zone: centre.zone, language, ...said(language),
    second: other === undefined ? null : { language: other, ...said(other) },
    startsAt: date.start,
    endsAt: date.end > date.start ? date.end : null,
    organiser: found.series.organiser ?? centre.name,
    party: sizeOf(party),
    code,
    signup: id,
    pass: sign({ signup: id, series: signup.series, date: signup.date, people: sizeOf(party), waits }, centre.id),
    waits,
    copy,
  });
}
