/** The mark: a door with light in it. */
import type { ReactNode } from 'react';

export function Mark({ className }: { className?: string | undefined }): ReactNode {
  return (
    <svg className={className} viewBox="0 0 44 54" overflow="visible" aria-hidden="true" focusable="false">
      <path fill="var(--mark-door, var(--door))" d="M0 22a22 22 0 0 1 44 0v30a2 2 0 0 1-2 2H2a2 2 0 0 1-2-2Z" />
      <path fill="var(--sun)" d="M10 25a12 12 0 0 1 24 0v29H10Z" />
    </svg>
  );
}
