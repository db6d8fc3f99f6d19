/**
 * [J15] Keys of what people left of themselves, apart from the order that holds it sealed. One that is
 * gone stays as a row without a key, so that it does not come back. Until PostgreSQL vacuums the
 * table what was there lies on its disk: it does so by itself, soon for a table that is this small.
 */
export const subjectKeys = `
  CREATE TABLE subject_keys (
    subject text PRIMARY KEY,
    key     text,
    series  text,
    date    text,
    gone_at bigint,
    CHECK ((key IS NULL) = (series IS NULL) AND (key IS NULL) = (date IS NULL) AND (key IS NULL) = (gone_at IS NOT NULL))
  ) WITH (autovacuum_vacuum_threshold = 0, autovacuum_vacuum_scale_factor = 0);
`;
