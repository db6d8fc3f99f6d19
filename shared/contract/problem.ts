/**
 * Why a process can't go on, in words for whoever runs the machine: what is wrong, where, what
 * stays safe and what to do. A process that ends with one exits with `EXIT_CANT_GO_ON`.
 */
import { z } from 'zod';

export const Problem = z.object({
  kind: z.enum([
    /** A settings or centre file is not what it should be. */
    'badFile',
    /** A port is taken, or may not be used. */
    'portInUse',
    /** The database was written by a newer version. */
    'newerDatabase',
    /** The database can't be read as one. */
    'damagedDatabase',
    /** The disk is full. */
    'diskFull',
    /** The data folder can't be written by this user. */
    'notWritable',
    /** Another process already holds this data folder, or this database. */
    'alreadyRunning',
    /** The machine that keeps the database does not answer. */
    'unreachable',
    /** A part of the program is missing: it was not built or not installed. */
    'notBuilt',
    /** Anything else; the message carries what was seen. */
    'unexpected',
  ]),
  message: z.string().min(1),
});
export type Problem = z.infer<typeof Problem>;

/** Thrown where a process can't go on; its door prints it and exits. */
export class CannotGoOn extends Error {
  readonly problem: Problem;
  constructor(kind: Problem['kind'], message: string) {
    super(message);
    this.name = 'CannotGoOn';
    this.problem = { kind, message };
  }
}

/** Exit code for a problem that starting again can't mend (sysexits' EX_CONFIG). */
export const EXIT_CANT_GO_ON = 78;
