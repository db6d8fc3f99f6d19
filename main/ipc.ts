/**
 * The one door from pages to the main process. In: whatever any frame of any page sends. Out: the
 * frames of our own pages, gated by the trust of the window they came from, into their session.
 * It never believes what a message says of its sender.
 */
import { app, ipcMain, type IpcMainEvent, type WebContents } from 'electron';
import type { Trust } from '../shared/contract/commands.ts';
import { gate } from '../shared/contract/gate.ts';
import { FROM_SCREEN, FromScreen, TO_SCREEN, type ToScreen } from '../shared/contract/shell.ts';
import { admit } from './admission.ts';
import type { OpenScreen, Sessions } from './host/sessions.ts';

export interface DoorParts {
  readonly sessions: Sessions;
  readonly trustOf: (contents: WebContents) => Trust | undefined;
  readonly tell: (line: string) => void;
}

/** Listens to pages from now on; to be called before any window is opened. */
export function openDoor({ sessions, trustOf, tell }: DoorParts): void {
  const open = new Map<number, OpenScreen>();
  const close = (contents: number): void => {
    open.get(contents)?.close();
    open.delete(contents);
  };

  ipcMain.on(FROM_SCREEN, (event, raw: unknown) => {
    const contents = event.sender;
    const admission = admit({ trust: trustOf(contents), ...frameOf(event) });
    if (admission.kind === 'stranger') {
      tell(`A message was refused: ${admission.why}.`);
      return;
    }
    const { trust } = admission;
    const message = FromScreen.safeParse(raw);
    if (!message.success) {
      tell(`A message of the ${trust} page was refused: it is not of this version.`);
      return;
    }
    if (message.data.kind === 'hello') {
      // A page that was loaded again: what was for the one before must not reach it.
      close(contents.id);
      open.set(contents.id, sessions.open({ trust, tell: teller(contents) }));
      return;
    }
    const { session, frame } = message.data;
    const passage = gate(trust, frame);
    switch (passage.kind) {
      case 'pass':
        open.get(contents.id)?.frame(session, passage.frame);
        return;
      case 'refuse':
        teller(contents)({ kind: 'frame', session, frame: passage.answer });
        return;
      case 'drop':
        tell(`A frame of the ${trust} page was refused: ${passage.why}.`);
    }
  });

  // A page that is gone watches nothing; it says hello again when it is back.
  app.on('web-contents-created', (_event, contents) => {
    const { id } = contents;
    contents.on('render-process-gone', () => {
      close(id);
    });
    contents.once('destroyed', () => {
      close(id);
    });
  });
}

function frameOf({ senderFrame }: IpcMainEvent): { origin: string | undefined; isTop: boolean } {
  // Null when the frame has gone since it sent.
  return { origin: senderFrame?.origin, isTop: senderFrame?.parent === null };
}

function teller(contents: WebContents): (message: ToScreen) => void {
  return (message) => {
    if (!contents.isDestroyed()) contents.send(TO_SCREEN, message);
  };
}
