/**
 * Files of the directory. In: a file in pieces, or the wish for one; what a coordinator decides of it.
 * Out: how it goes, entries of one change, pieces of a file that was written. One file is in hand at a
 * time; what lies in the folder is gone once nobody needs it; a change of many parts holds with its last.
 */
import Database from 'better-sqlite3';
import { appendFileSync, closeSync, copyFileSync, mkdirSync, openSync, readSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { DirectoryCommand, Reply } from '../../../../shared/contract/commands.ts';
import { PIECE_LETTERS, type FileView } from '../../../../shared/contract/directory.ts';
import type { RefusalKind } from '../../../../shared/contract/refusals.ts';
import { MINUTE_MS, type BusinessDay, type Clock, type Timers } from '../../../../shared/domain/clock.ts';
import type { RecordKey } from '../../../../shared/domain/directory/record.ts';
import { ChangeId, FileId } from '../../../../shared/domain/ids.ts';
import type { Chance } from '../../chance.ts';
import { NotWritable, type Journal } from '../../journal/index.ts';
import type { Part } from './looking.ts';
import { openThread, type Thread } from './thread.ts';
import type { FromWorker } from './worker.ts';

export type FileCommand = Extract<DirectoryCommand, { file: FileId }>;
type Stands = FileView['stands'];

export interface FilesParts {
  /** A folder of this room's own: emptied at start. */
  readonly folder: string;
  readonly journal: Pick<Journal, 'state' | 'write'>;
  readonly clock: Clock;
  readonly timers: Timers;
  readonly chance: Pick<Chance, 'id'>;
  readonly today: () => BusinessDay | undefined;
  /** Records after this key, at most so many, in the order of their keys; undefined while not all of them are at hand. */
  readonly textsAfter: (key: string, most: number) => readonly (readonly [RecordKey, string])[] | undefined;
  readonly onChange: () => void;
  readonly onWritten: () => void;
  readonly onStorageTrouble: (error: Error) => void;
}

/** The file in hand. */
interface Hand {
  readonly file: FileId;
  readonly name: string;
  readonly path: string;
  stands: Stands;
  /** When somebody last did something about it: monotonic milliseconds. */
  touched: number;
  thread?: Thread;
  /** Goes on by itself once it was looked at. */
  readonly isFirst: boolean;
  /** What was counted when it was looked at. */
  looked?: Extract<Stands, { kind: 'looked' }>;
  change?: { readonly id: ChangeId; readonly parts: number; readonly dropped: number };
}

/** A file that somebody left lying makes room for another. */
const LEFT_LYING_MS = 10 * MINUTE_MS;
const AT_ONCE = 200;
const SOON_MS = 20;
const PIECE_BYTES = (PIECE_LETTERS / 4) * 3;
const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

export class Files {
  readonly #parts: FilesParts;
  #hand: Hand | undefined;
  #cancel = (): void => {};

  /** @throws where the folder can't be made. */
  constructor(parts: FilesParts) {
    this.#parts = parts;
    rmSync(parts.folder, { recursive: true, force: true });
    mkdirSync(parts.folder, { recursive: true, mode: 0o700 });
  }

  /** Whether parts of a change are being written: another change of this device between them would end it. */
  get isBringing(): boolean {
    return this.#hand?.stands.kind === 'bringing';
  }

  view(file: FileId): FileView {
    return { kind: 'file', stands: this.#hand?.file === file ? this.#hand.stands : { kind: 'unknown' } };
  }

  carryOut(command: FileCommand): Reply {
    try {
      return this.#carryOut(command);
    } catch (error) {
      if (!(error instanceof Error) || !('syscall' in error)) throw error;
      this.#fail('storage', error);
      return refused('storage');
    }
  }

  /** Brings in a file of this machine, where nobody is there to decide: its good records, and nothing goes. */
  bringFirst(path: string): void {
    const hand = this.#begin(FileId.parse(this.#parts.chance.id()), basename(path), { kind: 'looking', done: 0, of: 0 }, true);
    copyFileSync(path, hand.path);
    this.#send(hand, { kind: 'look' });
  }

  stop(): void {
    this.#letGo();
  }

  #carryOut(command: FileCommand): Reply {
    switch (command.kind) {
      case 'directory.carry':
        return this.#carry(command);
      case 'directory.bring':
        return this.#bring(command);
      case 'directory.letGo':
        if (this.#hand?.file === command.file && !this.isBringing) this.#letGo();
        return this.isBringing ? refused('fileBusy') : taken(command.file);
      case 'directory.export': {
        if (this.#isBusy(command.file)) return refused('fileBusy');
        const hand = this.#begin(command.file, '', { kind: 'looking', done: 0, of: 0 }, false);
        this.#send(hand, { kind: 'write', form: command.form });
        return taken(command.file);
      }
      case 'directory.fetch':
        return this.#fetch(command);
      default:
        return command satisfies never;
    }
  }

  #carry({ file, name, n, of, piece }: Extract<FileCommand, { kind: 'directory.carry' }>): Reply {
    if (n >= of || !BASE64.test(piece)) return refused('malformed');
    if (this.#hand?.file !== file) {
      if (this.#isBusy(file)) return refused('fileBusy');
      if (n > 0) return refused('unknownFile');
      const begun = this.#begin(file, name, { kind: 'coming', n: 0, of }, false);
      writeFileSync(begun.path, '', { mode: 0o600 });
    }
    const hand = this.#hand;
    // A piece that came before its answer was lost.
    if (!hand || hand.stands.kind !== 'coming' || n < hand.stands.n) return hand ? taken(file) : refused('unknownFile');
    if (n > hand.stands.n || of !== hand.stands.of) return refused('unknownFile');
    appendFileSync(hand.path, Buffer.from(piece, 'base64'));
    hand.touched = this.#parts.clock.monotonic();
    this.#stand(hand, n + 1 < of ? { kind: 'coming', n: n + 1, of } : { kind: 'looking', done: 0, of: 0 });
    if (n + 1 === of) this.#send(hand, { kind: 'look' });
    return taken(file);
  }

  #bring({ file, rows, drops }: Extract<FileCommand, { kind: 'directory.bring' }>): Reply {
    const hand = this.#hand;
    if (hand?.file !== file) return refused('unknownFile');
    const { stands } = hand;
    if (stands.kind === 'bringing' || stands.kind === 'brought') return taken(file);
    if (stands.kind !== 'looked') return refused('unknownFile');
    if (rows === 'all' && stands.faults > 0) return refused('fileFaulty');
    this.#beginBringing(hand, stands, drops);
    return taken(file);
  }

  #beginBringing(hand: Hand, looked: Extract<Stands, { kind: 'looked' }>, drops: boolean): void {
    hand.looked = looked;
    this.#stand(hand, { kind: 'bringing', done: 0, of: 0 });
    hand.thread?.send({ kind: 'cut', drops });
  }

  #fetch({ file, n }: Extract<FileCommand, { kind: 'directory.fetch' }>): Reply {
    const hand = this.#hand;
    if (hand?.file !== file || hand.stands.kind !== 'written') return refused('unknownFile');
    const { pieces } = hand.stands;
    if (n >= pieces) return refused('unknownFile');
    hand.touched = this.#parts.clock.monotonic();
    const piece = Buffer.alloc(PIECE_BYTES);
    const from = openSync(hand.path, 'r');
    try {
      const length = readSync(from, piece, 0, PIECE_BYTES, n * PIECE_BYTES);
      return { kind: 'done', outcome: { kind: 'piece', piece: piece.subarray(0, length).toString('base64'), n, of: pieces } };
    } finally {
      closeSync(from);
    }
  }

  #isBusy(file: FileId): boolean {
    const hand = this.#hand;
    if (!hand || hand.file === file) return hand !== undefined && this.isBringing;
    const isAtWork = hand.stands.kind === 'looking' || hand.stands.kind === 'bringing';
    const isWaiting = hand.stands.kind === 'coming' || hand.stands.kind === 'looked';
    return isAtWork || (isWaiting && this.#parts.clock.monotonic() - hand.touched < LEFT_LYING_MS);
  }

  #begin(file: FileId, name: string, stands: Stands, isFirst: boolean): Hand {
    this.#letGo();
    const hand: Hand = { file, name, path: join(this.#parts.folder, file), stands, touched: this.#parts.clock.monotonic(), isFirst };
    this.#hand = hand;
    this.#parts.onChange();
    return hand;
  }

  /** Opens the thread, tells it of all that is here, a stretch at a time, and then this. */
  #send(hand: Hand, work: { readonly kind: 'look' } | { readonly kind: 'write'; readonly form: 'json' | 'csv' }): void {
    const { centre } = this.#parts.journal.state;
    if (!centre) return this.#fail('storage');
    hand.thread = openThread({ path: hand.path, name: hand.name, centre }, { onMessage: (message) => this.#hear(hand, message), onDeath: (why, error) => this.#hand === hand && this.#fail(why, error) });
    const { thread } = hand;
    const tell = (after: string): void => {
      const rows = this.#parts.textsAfter(after, AT_ONCE);
      if (rows && rows.length > 0) thread.send({ kind: 'here', rows });
      const last = rows?.at(-1)?.[0];
      if (rows && last === undefined) thread.send(work);
      else this.#cancel = this.#parts.timers.after(rows ? 0 : SOON_MS, () => tell(last ?? after));
    };
    tell('');
  }

  #hear(hand: Hand, message: FromWorker): void {
    if (this.#hand !== hand) return;
    switch (message.kind) {
      case 'looking':
        return this.#stand(hand, { kind: 'looking', done: message.done, of: message.of });
      case 'looked':
        this.#stand(hand, message.stands);
        if (message.stands.kind === 'unusable') return this.#finish(hand);
        if (hand.isFirst) this.#beginBringing(hand, message.stands, false);
        return;
      case 'cut':
        hand.change = { id: ChangeId.parse(this.#parts.chance.id()), parts: message.parts, dropped: message.dropped };
        return this.#next(hand, 0);
      case 'part':
        return this.#write(hand, message.part);
      case 'written':
        this.#endThread(hand);
        return this.#stand(hand, { kind: 'written', name: message.name, bytes: message.bytes, pieces: Math.max(1, Math.ceil(statSync(hand.path).size / PIECE_BYTES)) });
      default:
        return message satisfies never;
    }
  }

  #next(hand: Hand, done: number): void {
    const { change, looked } = hand;
    if (!change || !looked) return;
    if (done < change.parts) {
      this.#stand(hand, { kind: 'bringing', done, of: change.parts });
      // Between two parts taps get their turn.
      this.#cancel = this.#parts.timers.after(0, () => hand.thread?.send({ kind: 'part', n: done }));
      return;
    }
    this.#finish(hand);
    const { added, changed, same, bad } = looked;
    this.#stand(hand, { kind: 'brought', added, changed, same, dropped: change.dropped, left: bad });
    if (change.parts > 0) this.#parts.onWritten();
  }

  #write(hand: Hand, { put, drop }: Part): void {
    const { journal, today } = this.#parts;
    const { change, stands } = hand;
    const day = today();
    if (!change || stands.kind !== 'bringing') return;
    if (day === undefined) return this.#fail('storage');
    try {
      journal.write({ type: 'directory.changed', payload: { change: change.id, part: stands.done + 1, parts: change.parts, put: [...put], drop: [...drop] } }, day);
    } catch (error) {
      if (!(error instanceof Database.SqliteError) && !(error instanceof NotWritable)) throw error;
      return this.#fail('storage', error);
    }
    this.#next(hand, stands.done + 1);
  }

  #stand(hand: Hand, stands: Stands): void {
    hand.stands = stands;
    hand.touched = this.#parts.clock.monotonic();
    this.#parts.onChange();
  }

  #fail(why: 'tooLarge' | 'storage', error?: Error): void {
    const hand = this.#hand;
    if (error && why === 'storage') this.#parts.onStorageTrouble(error);
    if (!hand) return;
    this.#finish(hand);
    this.#stand(hand, { kind: 'unusable', why });
  }

  #endThread(hand: Hand): void {
    this.#cancel();
    hand.thread?.end();
    delete hand.thread;
  }

  /** What it was made of is needed no more. */
  #finish(hand: Hand): void {
    this.#endThread(hand);
    rmSync(hand.path, { force: true });
  }

  #letGo(): void {
    const hand = this.#hand;
    if (!hand) return;
    this.#finish(hand);
    this.#hand = undefined;
    this.#parts.onChange();
  }
}

function taken(file: FileId): Reply {
  return { kind: 'done', outcome: { kind: 'fileTaken', file } };
}

function refused(why: RefusalKind): Reply {
  return { kind: 'refused', why };
}
