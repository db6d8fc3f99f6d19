/** `drawn-paper`: a whole Arabic ticket, twice as long as the budget's 624 rows, from its model to the bands that are sent. */
import { composePaper } from '../../../main/station/printing/compose.ts';
import { decodePaper } from '../../../main/station/printing/reading/decode.ts';
import { USUAL_FORM } from '../../../main/station/printing/form.ts';
import { sampleTicket } from '../../fixtures/tickets.ts';
import { percentile, rounded, stopwatch, type Row } from '../measure.ts';

const TIMES = 100;
const LIMIT_MS = 150;

export async function measureDrawnPaper(): Promise<Row> {
  const paper = (number: number): ReturnType<typeof sampleTicket> =>
    sampleTicket({ language: 'ar', service: 'تسوية الأوضاع والوثائق', label: { letter: 'A', number }, second: { language: 'es', service: 'Regularización y documentos' } });
  const first = stopwatch();
  const bytes = await composePaper(paper(1), USUAL_FORM);
  const firstMs = first();
  const taken: number[] = [];
  for (let time = 0; time < TIMES; time += 1) {
    const watch = stopwatch();
    await composePaper(paper(2 + time), USUAL_FORM);
    taken.push(watch());
  }
  const rows = decodePaper(bytes).items.reduce((sum, item) => sum + (item.kind === 'raster' ? item.height : item.kind === 'line' ? item.advance : 0), 0);
  const value = percentile(taken, 0.95);
  return {
    row: 'drawn-paper', p50: rounded(percentile(taken, 0.5)), p99: rounded(percentile(taken, 0.99)), value: rounded(value), unit: 'ms',
    limit: LIMIT_MS, ok: value <= LIMIT_MS,
    note: `p95 of ${TIMES}; 576×${rows} dots, ${Math.round(bytes.length / 1000)} kB in bands; the first ${rounded(firstMs)} ms, with the library and its fonts`,
  };
}
