/**
 * The order's owner [J19]: it folds the order, grants claims and leases, and writes what only an
 * owner writes. In: asks of devices, ticks of a clock. Out: entries of its own in the order, and
 * answers. It never speaks to a socket, and never refuses what a device wrote [J5].
 */
import { OrderOwner } from './order-owner.ts';
import type { Owner, OwnerParts } from './owner.ts';

export type { ClaimAnswer, Declined, Owner, OwnerParts, OwnerTrouble } from './owner.ts';

export function createOwner(parts: OwnerParts): Owner {
  return new OrderOwner(parts);
}
