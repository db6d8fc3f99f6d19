import { expect, test } from 'vitest';
import { CannotGoOn } from '../../../shared/contract/problem.ts';
import { readAddress } from './address.ts';

test.each([
  ['postgres://ana:s3creto@db.example:6432/umbral', 'umbral at db.example:6432'],
  ['postgresql://db.example/umbral', 'umbral at db.example'],
  ['postgres:///umbral?host=/var/run/postgresql', 'umbral at /var/run/postgresql'],
  ['postgres://%2Fvar%2Frun%2Fpostgresql/umbral', 'umbral at /var/run/postgresql'],
  ['postgres://ana:s3creto@db.example', 'the database at db.example'],
])('%s is «%s» for people', (url, place) => {
  expect(readAddress(url, 'DATABASE_URL').place).toBe(place);
});

test.each(['', 'umbral', 'mysql://ana:s3creto@db.example/umbral', 'host=db.example password=s3creto', 'postgres://ana:s3creto@db.example:99999/umbral'])(
  '«%s» is refused by where it was found, and never repeated',
  (url) => {
    expect(() => readAddress(url, 'DATABASE_URL')).toThrow(CannotGoOn);
    expect(() => readAddress(url, 'DATABASE_URL')).toThrow(/^DATABASE_URL is not the address(?!.*s3creto)/);
  },
);

test('what the URL asks of a connection is kept, and nothing in it overrules what the store needs', () => {
  const { connectionString, options } = readAddress('postgres://db.example/umbral?options=-c%20geqo%3Doff&application_name=mine&sslmode=verify-full', 'DATABASE_URL');
  expect(options).toBe('-c geqo=off');
  expect(new URL(connectionString).search).toBe('?sslmode=verify-full');
});
