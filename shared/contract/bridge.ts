/**
 * The one bridge between a screen and a station, over whatever carries its frames: Electron's IPC
 * or a WebSocket. Screens can't tell which they have.
 *
 * In: commands and watches. Out: replies and views, each validated. It never loses a command by itself:
 * one that had no reply when the wire went down is sent again, under the same id, when it comes
 * back [J18]. What it can't read it says so. It decides nothing.
 */
import { z } from 'zod';
import { Command, Reply } from './commands.ts';
import type { CommandId } from '../domain/ids.ts';
import { View, ViewQuery, type ViewOf } from './views.ts';

/** What a screen has: `window.umbral` in Electron, the same over a socket in a browser. */
export interface Bridge {
  /** Resolves with the station's answer, however long the wire takes to come back. */
  call(command: Command): Promise<Reply>;
  /**
   * Whoever asked has gone: a command that still waits for the wire is not sent (again), and its
   * promise stays open for ever. One that the station already has runs its course.
   */
  withdraw(id: CommandId): void;
  /** Calls back with each new view, at once with the present one; returns the way to stop. */
  watch<K extends ViewQuery['kind']>(query: Extract<ViewQuery, { kind: K }>, onView: (view: ViewOf<K>) => void): () => void;
  /** [E11] A frame was painted just now; said while the wire is up, and else by nobody. */
  painted(): void;
  /** Calls back with whether the station is there, at once and on each change; returns the way to stop. */
  watchLink(onLink: (link: StationLink) => void): () => void;
  /**
   * Calls back each time the station sends what this page can't read: the station is of a newer
   * version, and a reply may be lost in it, so the page has to be loaded again. At once where that
   * has already happened. Returns the way to stop.
   */
  watchUnreadable(onUnreadable: () => void): () => void;
}

export type StationLink = 'connecting' | 'up' | 'down';

const frameId = z.int().min(1);

/** Screen → station. */
export const ScreenFrame = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('call'), frame: frameId, command: Command }),
  z.strictObject({ kind: z.literal('watch'), frame: frameId, query: ViewQuery }),
  z.strictObject({ kind: z.literal('unwatch'), frame: frameId }),
  /** [E11] A wall painted a frame just now. Nobody answers. */
  z.strictObject({ kind: z.literal('painted') }),
]);
export type ScreenFrame = z.infer<typeof ScreenFrame>;

/** Station → screen. `frame` names the call or watch it answers. */
export const StationFrame = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('reply'), frame: frameId, reply: Reply }),
  z.object({ kind: z.literal('view'), frame: frameId, view: View }),
]);
export type StationFrame = z.infer<typeof StationFrame>;

/** What carries frames. Opens and closes as often as it must; the bridge follows. */
export interface Wire {
  send(frame: ScreenFrame): void;
  /** Called once, by the bridge. */
  listen(on: { up(): void; down(): void; frame(raw: unknown): void }): void;
}

/** Builds a bridge over a wire. */
export function createBridge(wire: Wire): Bridge {
  let link: StationLink = 'connecting';
  let lastFrame = 0;
  let metUnreadable = false;
  const linkWatchers = new Set<(link: StationLink) => void>();
  const unreadableWatchers = new Set<() => void>();
  const calls = new Map<number, { command: Command; resolve: (reply: Reply) => void }>();
  const watches = new Map<number, { query: ViewQuery; onView: (view: View) => void }>();

  const setLink = (next: StationLink): void => {
    if (link === next) return;
    link = next;
    for (const onLink of linkWatchers) onLink(next);
  };
  const send = (frame: ScreenFrame): void => {
    if (link === 'up') wire.send(frame);
  };

  wire.listen({
    up() {
      setLink('up');
      for (const [frame, { query }] of watches) wire.send({ kind: 'watch', frame, query });
      for (const [frame, { command }] of calls) wire.send({ kind: 'call', frame, command });
    },
    down() {
      setLink('down');
    },
    frame(raw) {
      const parsed = StationFrame.safeParse(raw);
      if (!parsed.success) {
        metUnreadable = true;
        for (const onUnreadable of unreadableWatchers) onUnreadable();
        return;
      }
      const { data } = parsed;
      if (data.kind === 'reply') {
        const call = calls.get(data.frame);
        calls.delete(data.frame);
        call?.resolve(data.reply);
      } else {
        watches.get(data.frame)?.onView(data.view);
      }
    },
  });

  return {
    call: (command) =>
      new Promise((resolve) => {
        const frame = ++lastFrame;
        calls.set(frame, { command, resolve });
        send({ kind: 'call', frame, command });
      }),
    withdraw(id) {
      for (const [frame, { command }] of calls) if (command.id === id) calls.delete(frame);
    },
    watch(query, onView) {
      const frame = ++lastFrame;
      // The station answers a watch with views of the kind it asked for and no other.
      watches.set(frame, { query, onView: onView as (view: View) => void });
      send({ kind: 'watch', frame, query });
      return () => {
        watches.delete(frame);
        send({ kind: 'unwatch', frame });
      };
    },
    painted() {
      send({ kind: 'painted' });
    },
    watchLink(onLink) {
      linkWatchers.add(onLink);
      onLink(link);
      return () => linkWatchers.delete(onLink);
    },
    watchUnreadable(onUnreadable) {
      unreadableWatchers.add(onUnreadable);
      if (metUnreadable) onUnreadable();
      return () => unreadableWatchers.delete(onUnreadable);
    },
  };
}
