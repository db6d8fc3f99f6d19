/** A plausible ticket, for the tests of this room. */
import { Label } from '../../../shared/domain/label.ts';
import { PaperTicket } from './ticket.ts';

/** Sunday 22 November 2026, 13:05 UTC: 8:05 in Bogotá. */
export const SAMPLE_AT = Date.UTC(2026, 10, 22, 13, 5);

export function sampleTicket(change: Partial<Record<keyof PaperTicket, unknown>> = {}): PaperTicket {
  return PaperTicket.parse({
    centre: 'Punto de Atención y Orientación La Estación',
    label: { letter: 'A', number: 17 },
    service: 'Regularización y documentos',
    issuedAt: SAMPLE_AT,
    zone: 'America/Bogota',
    language: 'es',
    visit: '0123456789abcdefghjkmnpqrs',
    copy: false,
    ...change,
  });
}

export function sampleLabel(number: number): Label {
  return Label.parse({ letter: 'A', number });
}
