/** Which keys a visitor's screen knows. Kept apart from the windows so that it can be proved without one. */

/** As Electron reports a key, before the page has it. */
export interface Key {
  readonly key: string;
  readonly control: boolean;
  readonly alt: boolean;
  readonly meta: boolean;
}

/**
 * A visitor needs letters, digits, arrows, Enter, Tab, Escape: no key with Ctrl, Alt or the system
 * key, and no function key. All of those close, reload, zoom, print, search or open something.
 */
export function isForVisitors({ key, control, alt, meta }: Key): boolean {
  return !control && !alt && !meta && !/^F\d+$/.test(key) && !NAMED.test(key);
}

const NAMED = /^(?:Browser|Launch|Print|ContextMenu|Zoom|Help|Find|Open|Close|New|Save|Exit|Power|Sleep|WakeUp)/;
