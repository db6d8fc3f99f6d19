/** One after the other: whatever decides from the order and writes upon it takes a turn of its own. */

export interface Turns {
  /** Runs `work` once all that came before has ended, however it ended. */
  take<T>(work: () => Promise<T>): Promise<T>;
  /** Resolves once nothing is left to run. */
  idle(): Promise<void>;
}

export function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  const take = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  };
  return {
    take,
    async idle() {
      for (let seen: unknown; seen !== last; ) {
        seen = last;
        await last;
      }
    },
  };
}
