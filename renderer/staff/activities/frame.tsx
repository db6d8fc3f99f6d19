/** What the pages of activities stand in: a name, the way back, and something beside. */
import { useEffect, useRef, type ReactNode } from 'react';
import type { StaffView } from '../../../shared/contract/views.ts';
import { Icon } from '../../ui/icon.tsx';
import { Mark } from '../../ui/mark.tsx';
import place from '../appointments/appointments.module.css';
import { LinkState } from '../link.tsx';

interface FrameProps {
  readonly title: string;
  readonly back: string;
  readonly onBack: () => void;
  readonly link: StaffView['link'];
  /** Whether what was pressed to come here is gone. */
  readonly takesFocus: boolean;
  /** What can be begun from here. */
  readonly act?: ReactNode;
  readonly besides: string;
  readonly side: ReactNode;
  readonly children: ReactNode;
}

export function Frame({ title, back, onBack, link, takesFocus, act, besides, side, children }: FrameProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => (takesFocus ? heading.current?.focus() : undefined), [takesFocus]);
  return (
    <div className={place.screen} data-ground="paper">
      <div className={place.rail}>
        <Mark className={place.mark} />
      </div>
      <main className={place.work}>
        <header className={place.head}>
          <h1 ref={heading} tabIndex={-1}>{title}</h1>
          <button type="button" className={place.back} onClick={onBack}>
            <Icon name="arrow-left" />
            <span>{back}</span>
          </button>
          {act}
          <LinkState link={link} />
        </header>
        {children}
      </main>
      <aside className={place.side} aria-label={besides}>
        {side}
      </aside>
    </div>
  );
}
