import type { MouseEvent } from 'react';

/** A finger moves no focus: the field keeps its caret, and whoever ends with a machine's Enter means to go on. */
export const leaveFocus = (event: MouseEvent): void => event.preventDefault();
