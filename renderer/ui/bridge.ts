/**
 * The bridge of this page, and React's way to it. In Electron the preload has put it on the
 * window; in a plain browser it is built over a WebSocket to the station that served the page.
 * Screens can't tell which they have.
 */
import { createContext, useContext, useEffect, useState } from 'react';
import { createBridge, type Bridge, type StationLink } from '../../shared/contract/bridge.ts';
import type { Trust } from '../../shared/contract/commands.ts';
import type { ViewOf, ViewQuery } from '../../shared/contract/views.ts';
import { screenTimers } from './clock.ts';
import { chance } from './ids.ts';
import { socketWire } from './socket.ts';

declare global {
  interface Window {
    /** Exposed by the preload of this screen's trust. */
    readonly umbral?: Bridge;
  }
}

export function openBridge(trust: Trust): Bridge {
  if (window.umbral) return window.umbral;
  const address = new URL(`/bridge/${trust}`, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  return createBridge(socketWire({ open: () => new WebSocket(address), timers: screenTimers, chance }));
}

const BridgeContext = createContext<Bridge | undefined>(undefined);
export const BridgeProvider = BridgeContext.Provider;

export function useBridge(): Bridge {
  const bridge = useContext(BridgeContext);
  if (!bridge) throw new Error('a screen stands inside a BridgeProvider');
  return bridge;
}

/** The station's latest view, or undefined before the first. It stays when the link goes down. */
export function useView<K extends ViewQuery['kind']>(query: Extract<ViewQuery, { kind: K }>): ViewOf<K> | undefined {
  const bridge = useBridge();
  const [seen, setSeen] = useState<{ asked: string; view: ViewOf<K> }>();
  const asked = JSON.stringify(query);
  useEffect(
    () => bridge.watch(JSON.parse(asked) as Extract<ViewQuery, { kind: K }>, (view: ViewOf<K>) => setSeen({ asked, view })),
    [bridge, asked],
  );
  return seen?.asked === asked ? seen.view : undefined;
}

export function useLink(): StationLink {
  const bridge = useBridge();
  const [link, setLink] = useState<StationLink>('connecting');
  useEffect(() => bridge.watchLink(setLink), [bridge]);
  return link;
}
