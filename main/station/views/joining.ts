import type { Joining, ServerLink, ShownLink } from '../../../shared/contract/views.ts';
import type { EnrolmentState } from '../sync/index.ts';

/** What is known of this device's way into its centre. */
export interface Standing {
  readonly enrolment: EnrolmentState;
  /** Whether the centre's description is here: from its file, or from the journal. */
  readonly hasCentre: boolean;
  /** Whether the order says that this device was put out. */
  readonly isOut: boolean;
}

/** A device with a centre works, whoever has let it in or not; one that was put out does not. */
export function joiningOf({ enrolment, hasCentre, isOut }: Standing): Joining {
  if (isOut || enrolment.kind === 'out') return { kind: 'out' };
  if (hasCentre) return { kind: 'in' };
  switch (enrolment.kind) {
    case 'in':
      return { kind: 'arriving' };
    case 'asking': {
      const { code, fingerprint, endsAt } = enrolment;
      return { kind: 'asking', code, fingerprint, endsAt };
    }
    case 'looking':
    case 'refused':
      return { kind: enrolment.kind };
    default:
      return enrolment satisfies never;
  }
}

/**
 * The link in staff's words: where it is a person who has to let this device in, by what. That it
 * was put out the order may say before the server does.
 */
export function shownLink(link: ServerLink, { enrolment, isOut }: Pick<Standing, 'enrolment' | 'isOut'>): ShownLink {
  if (isOut || enrolment.kind === 'out') return { kind: 'revoked' };
  if (link !== 'notEnrolled') return { kind: link };
  if (enrolment.kind === 'asking') return { kind: 'asking', code: enrolment.code, fingerprint: enrolment.fingerprint };
  return { kind: enrolment.kind === 'refused' ? 'refused' : link };
}
