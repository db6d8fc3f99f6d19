/**
 * A directory as a page may be shown one, with all that makes a page long: what the station answers
 * is told here, so that hours, holidays and distances are the same on whatever day this runs.
 */
import type { Page, WebSocketRoute } from '@playwright/test';
import type { ScreenFrame } from '../../shared/contract/bridge.ts';
import type { DirectoryView, FoundService, FoundView, ServiceShown, ServiceView } from '../../shared/contract/directory.ts';
import { RecordId } from '../../shared/domain/directory/record.ts';
import { OfferId, ServiceId } from '../../shared/domain/ids.ts';
import { foundService } from '../fixtures/found.ts';

const HOUR = 3_600_000;
const es = (text: string) => ({ text, language: 'es' });

function services(now: number): readonly FoundService[] {
  return [
    foundService(1, { sector: 'health', name: es('Inscribirse en salud'), where: es('En este centro'), distance: 0, queue: ServiceId.parse('orientation'), opening: { kind: 'open', until: now + 3 * HOUR, isHoliday: false } }),
    foundService(2, { sector: 'health', name: es('Vacunas gratis'), where: es('Centro de salud, Calle 12 # 4-30'), distance: 310, opening: { kind: 'closed', opens: now + 24 * HOUR } }),
    foundService(3, { sector: 'health', name: es('Control de niños y embarazo'), where: es('Centro de salud, Calle 12 # 4-30'), distance: 310, opening: { kind: 'closed', opens: now + 96 * HOUR } }),
    foundService(4, { sector: 'health', name: es('Apoyo para quien pasó momentos difíciles'), where: es('Fundación Manos Abiertas, Carrera 45'), distance: 1240, opening: { kind: 'open', until: now + HOUR, isHoliday: true } }),
    foundService(5, { name: es('Conversar'), where: es('Casa 3, Calle 20 # 9-11'), distance: 5400, isDiscreet: true }),
    foundService(6, { sector: 'health', name: es('Medicinas'), where: es('Farmacia, Avenida 5'), distance: 820, opening: { kind: 'open', until: null, isHoliday: false }, isUnverified: true }),
  ];
}

function shown(service: FoundService): ServiceShown {
  const { isDiscreet } = service;
  return {
    ...service,
    organisation: isDiscreet ? null : es('Secretaría de Salud'),
    what: isDiscreet ? null : es('Para niñas, niños y personas grandes. No se piden papeles.'),
    whom: null,
    how: null,
    cost: null,
    isFree: true,
    alert: isDiscreet ? null : es('Esta semana atienden por la puerta de atrás.'),
    bring: isDiscreet ? [] : [es('El carné de vacunas, si lo tiene')],
    places: [{
      name: null, address: service.where, distance: service.distance, point: null, opening: service.opening, isStepFree: true, room: null,
      hours: [
        { kind: 'weekly', days: ['mon', 'tue', 'wed', 'thu', 'fri'], every: 1, spans: [{ from: '08:00', to: '12:00' }, { from: '13:00', to: '16:00' }] },
        { kind: 'nth', nth: -1, day: 'sat', every: 1, spans: [{ from: '09:00', to: '13:00' }] },
      ],
    }],
    phones: [{ number: '601 555 0143', about: null }],
    spoken: ['es', 'ht', 'ar'],
    byAppointment: true,
    byReferral: false,
    audiences: [],
    activities: isDiscreet ? [] : [OfferId.parse('reading')],
    verifiedOn: null,
    link: isDiscreet ? null : 'https://umbral.example/s/abcdefghijklmnopqrstuvwxyz',
  };
}

const kindId = (n: number): RecordId => RecordId.parse(`20000000-0000-4000-8000-${String(n).padStart(12, '0')}`);

const DIRECTORY: DirectoryView = {
  kind: 'directory',
  sectors: [{ sector: 'health', count: 7 }, { sector: 'food', count: 1 }],
  asks: { isOpen: true, isFree: true, isStepFree: true, audiences: ['children', 'women', 'older', 'survivors'], spoken: ['es', 'en', 'pt', 'fr', 'ht', 'ar'] },
  terms: [{ id: kindId(1), sector: 'health', name: { text: 'Vacunas y control de niñas y niños', language: 'es' } }, { id: kindId(2), sector: 'health', name: { text: 'Dentista', language: 'es' } }],
};

/** What was asked of it, in turn. */
export type Asked = Extract<ScreenFrame, { kind: 'watch' }>['query'];

/** Has a page see this directory; all else is its station's. @param now so that what opens «tomorrow» does. */
export async function answerDirectory(page: Page, now: number): Promise<{ readonly asked: Asked[] }> {
  const asked: Asked[] = [];
  const all = services(now);
  const answer = (query: Asked): DirectoryView | FoundView | ServiceView | undefined => {
    if (query.kind === 'directory') return DIRECTORY;
    if (query.kind === 'service') {
      const service = all.find(({ id }) => id === query.service);
      return { kind: 'service', service: service ? shown(service) : null };
    }
    if (query.kind !== 'found') return undefined;
    const { isOpen, isFree } = query.wanted;
    if (isOpen && isFree) return { kind: 'found', total: 0, services: [] };
    const fits = isOpen ? all.filter(({ opening }) => opening.kind === 'open') : all;
    return query.page > 0 ? { kind: 'found', total: fits.length + 1, services: [foundService(7)] } : { kind: 'found', total: isOpen ? fits.length : fits.length + 1, services: [...fits] };
  };
  await page.routeWebSocket(/\/bridge\/visitor/, (screen: WebSocketRoute) => {
    const station = screen.connectToServer();
    station.onMessage((message) => screen.send(String(message).replace('"finds":{"services":false', '"finds":{"services":true')));
    screen.onMessage((message) => {
      const frame = JSON.parse(String(message)) as ScreenFrame;
      const view = frame.kind === 'watch' ? answer(frame.query) : undefined;
      if (frame.kind === 'watch' && view) {
        asked.push(frame.query);
        screen.send(JSON.stringify({ kind: 'view', frame: frame.frame, view }));
      } else station.send(message);
    });
  });
  return { asked };
}
