/**
 * Sends what staff do at a door: for several people at once, since they come at once, and for each of
 * them one thing at a time. In: commands, each about somebody. Out: about whom one is on its way, and why
 * the last was refused. A second press about the same person within a moment is the same press.
 */
import { useEffect, useRef, useState } from 'react';
import type { Command } from '../../../shared/contract/commands.ts';
import { REFUSALS, type RefusalKind } from '../../../shared/contract/refusals.ts';
import type { CommandId, SignupId } from '../../../shared/domain/ids.ts';
import { useBridge } from '../../ui/bridge.ts';
import { screenTimers } from '../../ui/clock.ts';
import { newCommandId } from '../../ui/ids.ts';
import { useRenewal } from '../../ui/renewal.ts';
import { ECHO_MS } from '../sending.ts';

export interface Acting {
  readonly isBusy: (about: SignupId) => boolean;
  readonly refusal: RefusalKind | undefined;
  readonly send: (about: SignupId, command: (id: CommandId) => Command) => void;
}

export function useActing(): Acting {
  const bridge = useBridge();
  const renewal = useRenewal();
  const current = useRef(new Map<SignupId, CommandId>());
  const [busy, setBusy] = useState<ReadonlySet<SignupId>>(new Set());
  const [refusal, setRefusal] = useState<RefusalKind>();
  useEffect(() => {
    const onWay = current.current;
    return () => {
      for (const id of onWay.values()) bridge.withdraw(id);
      onWay.clear();
    };
  }, [bridge]);
  const show = (): void => setBusy(new Set(current.current.keys()));
  return {
    isBusy: (about) => busy.has(about),
    refusal,
    send(about, command) {
      if (current.current.has(about)) return;
      const id = newCommandId();
      current.current.set(about, id);
      show();
      setRefusal(undefined);
      void bridge.call(command(id)).then((reply) => {
        if (current.current.get(about) !== id) return;
        if (reply.kind === 'refused') {
          setRefusal(reply.why);
          if (REFUSALS[reply.why] === 'reload') renewal.behind();
        }
        screenTimers.after(ECHO_MS, () => {
          if (current.current.get(about) !== id) return;
          current.current.delete(about);
          show();
        });
      });
    },
  };
}
