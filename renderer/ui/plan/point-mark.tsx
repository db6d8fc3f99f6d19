/** What stands on the map, as a sign: the screen one stands at, desks by their number, all else by a picture. */
import person from '@phosphor-icons/core/assets/bold/person-bold.svg?raw';
import doorOpen from '@phosphor-icons/core/assets/bold/door-open-bold.svg?raw';
import signOut from '@phosphor-icons/core/assets/bold/sign-out-bold.svg?raw';
import info from '@phosphor-icons/core/assets/bold/info-bold.svg?raw';
import toilet from '@phosphor-icons/core/assets/bold/toilet-bold.svg?raw';
import baby from '@phosphor-icons/core/assets/bold/baby-bold.svg?raw';
import drop from '@phosphor-icons/core/assets/bold/drop-bold.svg?raw';
import firstAid from '@phosphor-icons/core/assets/bold/first-aid-bold.svg?raw';
import elevator from '@phosphor-icons/core/assets/bold/elevator-bold.svg?raw';
import wheelchair from '@phosphor-icons/core/assets/bold/wheelchair-bold.svg?raw';
import wifi from '@phosphor-icons/core/assets/bold/wifi-high-bold.svg?raw';
import plug from '@phosphor-icons/core/assets/bold/plug-charging-bold.svg?raw';
import type { ReactNode } from 'react';
import type { PlainIcon, PlanPoint } from '../../../shared/domain/plan/plan.ts';
import styles from './plan.module.css';

const PICTURES: Record<PlainIcon | 'here', string> = {
  here: person, entrance: doorOpen, exit: signOut, info, toilet, nursing: baby, water: drop, 'first-aid': firstAid, lift: elevator, ramp: wheelchair, wifi, charge: plug,
};

/** Also beside its words, where they are explained: `point` needs no place for that. */
export function PointMark({ point }: { readonly point: Pick<PlanPoint, 'icon'> & { readonly number?: number } }): ReactNode {
  const { icon } = point;
  if (icon === 'desk') return <span className={styles.desk}>{point.number}</span>;
  return (
    <span
      className={styles.point}
      data-icon={icon}
      aria-hidden="true"
      // The drawings come from the package at build time; nothing from outside reaches here.
      dangerouslySetInnerHTML={{ __html: PICTURES[icon] }}
    />
  );
}
