/**
 * The bridge of one window. In: what its page calls and watches. Out: the same, over IPC, as far
 * as the window's trust goes. The page gets the bridge's functions and nothing of Electron.
 */
import { contextBridge, ipcRenderer } from 'electron';
import { config } from 'zod';
import { createBridge, type Wire } from '../shared/contract/bridge.ts';
import type { Trust } from '../shared/contract/commands.ts';
import { gate } from '../shared/contract/gate.ts';
import { FROM_SCREEN, TO_SCREEN, type FromScreen, type ToScreen } from '../shared/contract/shell.ts';

/** Puts `window.umbral` into the page. Once per page, before any of its own code runs. */
export function exposeBridge(trust: Trust): void {
  // Else zod tries `new Function`, which the page's policy forbids and reports.
  config({ jitless: true });
  contextBridge.exposeInMainWorld('umbral', createBridge(ipcWire(trust)));
}

function ipcWire(trust: Trust): Wire {
  const send = (message: FromScreen): void => {
    ipcRenderer.send(FROM_SCREEN, message);
  };
  let session: number | undefined;
  let answer: (frame: unknown) => void = () => undefined;
  return {
    send(frame) {
      if (session === undefined) return;
      const passage = gate(trust, frame);
      if (passage.kind === 'pass') send({ kind: 'frame', session, frame: passage.frame });
      else if (passage.kind === 'refuse') answer(passage.answer);
    },
    listen(on) {
      answer = (frame) => {
        on.frame(frame);
      };
      ipcRenderer.on(TO_SCREEN, (_event, message: ToScreen) => {
        switch (message.kind) {
          case 'up':
            session = message.session;
            on.up();
            return;
          case 'down':
            session = undefined;
            on.down();
            return;
          case 'frame':
            if (message.session === session) on.frame(message.frame);
        }
      });
      send({ kind: 'hello' });
    },
  };
}
