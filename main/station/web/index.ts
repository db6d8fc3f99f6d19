/**
 * The web room: the same screens for a browser. In: HTTP and WebSocket from loopback [W1]. Out:
 * the built pages, and frames to and from the screens' door. It never reads a command itself.
 */
export { openWeb, type Web } from './web.ts';
