/** A file's bytes as text, whatever program wrote it. In: bytes. Out: text, or why there is none. It reads nothing in it. */
import { FILE_AT_MOST, type Unreadable } from './row.ts';

export type FileText = { readonly kind: 'text'; readonly text: string } | { readonly kind: 'unreadable'; readonly why: Unreadable };

const ZIP = [0x50, 0x4b, 0x03, 0x04];
const OLD_EXCEL = [0xd0, 0xcf, 0x11, 0xe0];

/** UTF-8, or UTF-16 where it says so; else what Excel writes on a Spanish machine, in which every byte is a letter. */
export function textOf(bytes: Uint8Array): FileText {
  if (bytes.length > FILE_AT_MOST) return { kind: 'unreadable', why: 'tooLarge' };
  const begins = (with_: readonly number[]): boolean => with_.every((byte, at) => bytes[at] === byte);
  if (begins(ZIP) || begins(OLD_EXCEL)) return { kind: 'unreadable', why: 'spreadsheet' };
  const text = decoded(bytes);
  if (text.includes('\0')) return { kind: 'unreadable', why: 'notText' };
  return text.trim() === '' ? { kind: 'unreadable', why: 'empty' } : { kind: 'text', text: text.replaceAll(/\r\n?/g, '\n') };
}

function decoded(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    // Not UTF-8: any other fault is ours.
    if (!(error instanceof TypeError)) throw error;
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
