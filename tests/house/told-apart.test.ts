/** A screen without colours still says which is which: each state has words that no other has, in every language. */
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { PaperState } from '../../shared/contract/views.ts';
import { Language } from '../../shared/domain/centre.ts';
import { textOf } from './tree.ts';

const Visitor = z.object({
  turns: z.record(z.string(), z.string()),
  services: z.object({ working: z.string() }),
  ticket: z.object({ paper: z.record(z.string(), z.unknown()) }),
});

describe.each(Language.options)('in %s', (language) => {
  const { turns, services, ticket } = Visitor.parse(JSON.parse(textOf(`assets/locales/${language}/visitor.json`)));

  it('a card that is closed, full, past its last turn or being asked for says so in words of its own', () => {
    const words = [...['closed', 'full', 'lastTurnGiven'].map((kind) => z.string().parse(turns[kind])), services.working];
    expect(new Set(words).size).toBe(words.length);
  });

  it('what became of a paper is said in words of its own', () => {
    const words = PaperState.options.map((state) => z.string().parse(ticket.paper[state]));
    expect(new Set(words).size).toBe(PaperState.options.length);
  });
});
