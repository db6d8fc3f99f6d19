import { MAY_PRINT, type View, type VisitorView } from '../../../shared/contract/views.ts';
import { placeToKeep } from '../../../shared/domain/decisions/decide-appointments.ts';
import type { ServiceId } from '../../../shared/domain/ids.ts';
import { turnsNow } from '../../../shared/domain/scheduling/limits.ts';
import type { Known } from './index.ts';

/** [X1] The services of the house, and nothing of who waits for them. [Q8] One that gives no turn now stays, and says so. [X2] A discreet one goes by its other name. */
export function visitorView({ state, centre, day, now, waits, hasReader, publicUrl, hasStreets, patience, printers, directory, coming }: Known): Pick<VisitorView, 'services' | 'streetsFrom' | 'priorities' | 'keepsTimes' | 'hasReader' | 'publicUrl' | 'givesPaper' | 'finds' | 'opinion' | 'patience'> {
  return {
    services: centre.services.map((service) => {
      const { id, letter, icon, name, about, discreet } = service;
      const turns = turnsNow(state, centre, service, { day, now });
      return { id, letter, icon, name: discreet ?? name, about, turns, isDiscreet: discreet !== undefined, keepsPlaces: placeToKeep(state, centre, service, { day, now }).kind === 'place', wait: turns.kind === 'open' ? waitOf(id, centre, waits) : {} };
    }),
    hasReader,
    publicUrl: publicUrl ?? null,
    streetsFrom: hasStreets ? (centre.finding?.point ?? null) : null,
    patience,
    givesPaper: printers.some(({ condition }) => MAY_PRINT[condition]),
    finds: {
      services: hasServices(directory({ kind: 'directory', language: 'es' }, centre)),
      activities: coming.length > 0,
    },
    opinion: centre.opinion ?? null,
    keepsTimes: centre.appointments !== undefined || centre.services.some(({ limits }) => limits?.keptPlaces !== undefined),
    priorities: (centre.priorities ?? []).filter(({ byVisitor }) => byVisitor).map(({ id, icon, name }) => ({ id, icon, name })),
  };
}

/** Whether there is anything to look among. */
function hasServices(view: View): boolean {
  return view.kind === 'directory' && view.sectors.length > 0;
}

function waitOf(service: ServiceId, { languages }: Known['centre'], waits: Known['waits']): VisitorView['services'][number]['wait'] {
  return Object.fromEntries(languages.flatMap((language) => {
    const wait = waits.forNew(service, language);
    return wait ? [[language, wait]] : [];
  }));
}
