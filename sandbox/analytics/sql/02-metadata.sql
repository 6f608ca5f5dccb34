-- What the observations mean and where they came from.
CREATE SCHEMA metadata;

CREATE TABLE metadata.data_sources (
  source_id    smallint PRIMARY KEY,
  code         text NOT NULL UNIQUE,
  name         text NOT NULL,
  homepage_url text NOT NULL,
  license      text NOT NULL,
  updated_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE metadata.indicators (
  indicator_id integer PRIMARY KEY,
  code         text NOT NULL UNIQUE,
  name         text NOT NULL,
  description  text NOT NULL,
  units        text NOT NULL,
  decimals     smallint NOT NULL DEFAULT 0 CHECK (decimals >= 0),
  direction    text NOT NULL CHECK (direction IN ('HIGHER_IS_BETTER', 'LOWER_IS_BETTER', 'NEUTRAL'))
);

CREATE TABLE metadata.series (
  series_id           bigint PRIMARY KEY,
  source_id           smallint NOT NULL REFERENCES metadata.data_sources,
  indicator_id        integer REFERENCES metadata.indicators,
  code                text NOT NULL,
  title               text NOT NULL,
  description         text NOT NULL,
  units               text NOT NULL,
  frequency           text NOT NULL CHECK (frequency IN ('D', 'W', 'M', 'Q', 'A')),
  seasonal_adjustment text NOT NULL CHECK (seasonal_adjustment IN ('SA', 'NSA', 'SAAR')),
  region_code         text,
  starts_on           date NOT NULL,
  ends_on             date NOT NULL,
  updated_at          timestamptz NOT NULL DEFAULT now(),
  UNIQUE (source_id, code)
);

-- What the catalogue searches by.
CREATE INDEX series_search ON metadata.series USING gin (to_tsvector('english', title || ' ' || code));
CREATE INDEX series_code_search ON metadata.series USING gin (code gin_trgm_ops);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'vector') THEN
    ALTER TABLE metadata.series ADD COLUMN embedding vector(384);
  END IF;
END
$$;

CREATE TABLE metadata.ingestion_logs (
  log_id        bigint PRIMARY KEY,
  source_id     smallint NOT NULL REFERENCES metadata.data_sources,
  series_id     bigint REFERENCES metadata.series,
  started_at    timestamptz NOT NULL,
  finished_at   timestamptz,
  status        text NOT NULL CHECK (status IN ('RUNNING', 'SUCCEEDED', 'FAILED')),
  rows_inserted integer NOT NULL DEFAULT 0,
  rows_updated  integer NOT NULL DEFAULT 0,
  error_message text
);
