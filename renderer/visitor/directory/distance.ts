/** How far it is, as somebody says it who shows the way: no decimals, which few read and no voice says. */
import { useWords } from '../../ui/words.ts';

const KILOMETRE = 1000;

export type Far = { readonly kind: 'here' } | { readonly kind: 'metres' | 'kilometres'; readonly n: number };

/** @param metres as the crow flies, from this house. */
export function farOf(metres: number): Far {
  if (metres === 0) return { kind: 'here' };
  if (metres < 100) return { kind: 'metres', n: Math.max(10, Math.round(metres / 10) * 10) };
  if (metres < 2 * KILOMETRE - 50) return { kind: 'metres', n: metres < KILOMETRE ? Math.round(metres / 50) * 50 : Math.round(metres / 100) * 100 };
  return { kind: 'kilometres', n: Math.round(metres / KILOMETRE) };
}

/** «A 300 metros»; undefined where nobody said where it is. */
export function useDistance(): (metres: number | null) => string | undefined {
  const t = useWords('visitor');
  return (metres) => {
    if (metres === null) return undefined;
    const far = farOf(metres);
    return far.kind === 'here' ? t('directory.here') : t(`directory.${far.kind}`, { count: far.n, n: String(far.n) });
  };
}
