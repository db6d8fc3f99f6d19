/**
 * Sends one command at a time for a part of this place. In: a command. Out: whether one is on its
 * way, and what came of the last. A second press within a moment is the same press.
 */
import { useEffect, useRef, useState } from 'react';
import type { Command, Outcome } from '../../../shared/contract/commands.ts';
import { REFUSALS, type RefusalKind } from '../../../shared/contract/refusals.ts';
import type { CommandId } from '../../../shared/domain/ids.ts';
import { useBridge } from '../../ui/bridge.ts';
import { screenTimers } from '../../ui/clock.ts';
import { newCommandId } from '../../ui/ids.ts';
import { useRenewal } from '../../ui/renewal.ts';
import { ECHO_MS } from '../sending.ts';

export interface OneCommand {
  readonly busy: boolean;
  readonly refusal: RefusalKind | undefined;
  /** Of the last one, until the next. */
  readonly outcome: Outcome | undefined;
  readonly send: (command: (id: CommandId) => Command) => void;
  /** What came of the last has been read. */
  readonly forget: () => void;
}

interface Came {
  readonly refusal?: RefusalKind;
  readonly outcome?: Outcome;
}

export function useOneCommand(): OneCommand {
  const bridge = useBridge();
  const renewal = useRenewal();
  const current = useRef<CommandId>(undefined);
  const [busy, setBusy] = useState(false);
  const [came, setCame] = useState<Came>({});
  useEffect(
    () => () => {
      if (current.current !== undefined) bridge.withdraw(current.current);
      current.current = undefined;
    },
    [bridge],
  );
  return {
    busy,
    refusal: came.refusal,
    outcome: came.outcome,
    forget: () => setCame({}),
    send(command) {
      if (current.current !== undefined) return;
      const id = newCommandId();
      current.current = id;
      setBusy(true);
      setCame({});
      void bridge.call(command(id)).then((reply) => {
        if (current.current !== id) return;
        setCame(reply.kind === 'refused' ? { refusal: reply.why } : { outcome: reply.outcome });
        if (reply.kind === 'refused' && REFUSALS[reply.why] === 'reload') renewal.behind();
        screenTimers.after(ECHO_MS, () => {
          if (current.current !== id) return;
          current.current = undefined;
          setBusy(false);
        });
      });
    },
  };
}
