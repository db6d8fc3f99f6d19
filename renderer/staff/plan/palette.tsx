/** What may be put on the map: a touch puts it in the middle of the floor, from where it is moved. */
import type { ReactNode } from 'react';
import { PointId } from '../../../shared/domain/ids.ts';
import { PlainIcon, PlanPoint, POINTS, type Floor } from '../../../shared/domain/plan/plan.ts';
import { newCommandId } from '../../ui/ids.ts';
import { PointMark } from '../../ui/plan/point-mark.tsx';
import { useWords } from '../../ui/words.ts';
import place from '../appointments/appointments.module.css';
import type { Edit } from './editing.ts';
import styles from './plan-place.module.css';

const SIGNS = ['here', 'desk', ...PlainIcon.options] as const;

interface PaletteProps {
  readonly floor: Floor;
  /** Points of the whole house. */
  readonly count: number;
  /** Desks that stand on the map already, and those there are. */
  readonly numbers: readonly number[];
  readonly desks: readonly number[];
  readonly act: (edit: Edit) => void;
}

export function Palette({ floor, count, numbers, desks, act }: PaletteProps): ReactNode {
  const t = useWords('staff');
  const common = useWords('common');
  const number = desks.find((each) => !numbers.includes(each)) ?? 1;
  const add = (icon: (typeof SIGNS)[number]): void => {
    const stands = { id: PointId.parse(newCommandId()), floor: floor.id, x: floor.width / 2, y: floor.height / 2 };
    act({ kind: 'add', point: PlanPoint.parse(icon === 'desk' ? { icon, ...stands, number } : { icon, ...stands }) });
  };
  return (
    <section className={place.card}>
      <h2>{t('plan.add')}</h2>
      {count < POINTS ? (
        <ul className={styles.palette}>
          {SIGNS.map((icon) => (
            <li key={icon}>
              <button type="button" data-adds={icon} onClick={() => add(icon)}>
                <PointMark point={{ icon, number }} />
                <span>{common(`sign.${icon}`)}</span>
              </button>
            </li>
          ))}
        </ul>
      ) : (
        <p className={place.about}>{t('plan.full', { count })}</p>
      )}
    </section>
  );
}
