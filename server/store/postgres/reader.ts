/** The connections that only look: a few, opened when they are needed. They can't write. */
import { Pool } from 'pg';
import type { Address } from './address.ts';
import { connectionTo, type Runner } from './session.ts';
import { troubleOf } from './trouble.ts';

/** Readers at once. Pulls are short, and PostgreSQL's connections are dear. */
const READERS = 4;

interface Reader extends Runner {
  end(): Promise<void>;
}

export function createReader(address: Address): Reader {
  const pool = new Pool({ ...connectionTo(address, 'reader', { default_transaction_read_only: 'on' }), max: READERS });
  // An idle connection broke: the pool has dropped it already, and whoever reads next gets another.
  pool.on('error', () => {});
  return {
    async all(wanted, ...values) {
      try {
        return (await pool.query({ name: wanted.name, text: wanted.text, values: [...values] })).rows;
      } catch (error) {
        throw troubleOf(error);
      }
    },
    end: () => pool.end(),
  };
}
