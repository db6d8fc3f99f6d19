/**
 * Whose names are to be gone [J15][X5]. In: the order as it is folded, whose keys the store has. Out:
 * keys that are gone from the store. It looks at what stands and not at what happened, so that no
 * restart makes it miss one.
 */
import { dateName } from '../../shared/domain/events/signup.ts';
import type { SignupId } from '../../shared/domain/ids.ts';
import type { CentreState } from '../../shared/domain/reducers/state.ts';
import { hindered, type Desk } from './write.ts';

type Kept = Pick<CentreState, 'signups' | 'tallies'>;

export class Forgetting {
  readonly #desk: Desk;
  #seen: Kept | undefined;

  constructor(desk: Desk) {
    this.#desk = desk;
  }

  /** A device that had not heard of it may bring a key after all. */
  async lookAgain(): Promise<void> {
    this.#seen = undefined;
    await this.look();
  }

  /** Called once the order may have moved on. */
  async look(): Promise<void> {
    const { store, clock, order: { state } } = this.#desk;
    if (this.#seen?.signups === state.signups && this.#seen.tallies === state.tallies) return;
    const gone = (await store.subjects()).flatMap((held): readonly SignupId[] => (isGone(state, held) ? [held.subject] : []));
    const forgotten = gone.length === 0 ? undefined : await store.forgetKeys(gone, clock.now());
    if (forgotten?.kind === 'busy') return void hindered(this.#desk, forgotten);
    this.#seen = state;
  }
}

/** A signup that the order does not know yet may still come. */
function isGone({ signups, tallies }: Kept, { subject, ...at }: { readonly subject: SignupId } & Parameters<typeof dateName>[0]): boolean {
  const signup = signups.get(subject);
  return tallies.has(dateName(at)) || (signup !== undefined && signup.sealed === undefined);
}
