/** The foot of a page that ends a visit: nothing to go back to, and «Terminar». */
import type { ReactNode } from 'react';
import { Button } from '../ui/button.tsx';
import { useWords } from '../ui/words.ts';
import page from './page.module.css';
import type { PageParts } from './visitor.tsx';

export function FinishFoot({ session, sitting }: Pick<PageParts, 'session' | 'sitting'>): ReactNode {
  const t = useWords('visitor');
  return (
    <footer className={page.foot}>
      <span />
      <Button role="goOn" words={t('ticket.finish')} disabled={session.echo !== null} onPress={() => sitting.act({ kind: 'finish' })} />
    </footer>
  );
}
