/** How often each fault and each kind of entry came about: a law that never met its enemy says nothing. */

export const FAULTS = [
  'slow', 'callLost', 'answerLost', 'callRepeated', 'callOvertook', 'pokeLost', 'cutThere', 'cutBack',
  'serverRestarted', 'serverRestored', 'serverReplaced', 'stationRestarted', 'stationRestored', 'stationCopied',
  'clockSet', 'dayPassed', 'deviceRevoked', 'poisoned', 'calledCutOff', 'calledTwice', 'drewCutOff',
] as const;
export type Fault = (typeof FAULTS)[number];

export class Counts {
  readonly faults = new Map<Fault, number>();
  readonly entries = new Map<string, number>();
  readonly errors = new Map<string, number>();

  fault(fault: Fault): void {
    this.faults.set(fault, (this.faults.get(fault) ?? 0) + 1);
  }

  entry(type: string): void {
    this.entries.set(type, (this.entries.get(type) ?? 0) + 1);
  }

  error(kind: string): void {
    this.errors.set(kind, (this.errors.get(kind) ?? 0) + 1);
  }

  add(other: Counts): void {
    for (const part of ['faults', 'entries', 'errors'] as const) {
      const mine = this[part] as Map<string, number>;
      for (const [name, count] of other[part]) mine.set(name, (mine.get(name) ?? 0) + count);
    }
  }
}
