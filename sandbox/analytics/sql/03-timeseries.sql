-- The observations: a null value is a period whose figure is not available.
CREATE SCHEMA timeseries;

CREATE TABLE timeseries.economic_observations (
  series_id   bigint NOT NULL,
  observed_at timestamptz NOT NULL,
  value       double precision,
  status      text NOT NULL DEFAULT 'FINAL' CHECK (status IN ('FINAL', 'PRELIMINARY', 'REVISED')),
  PRIMARY KEY (series_id, observed_at)
);

DO $$
BEGIN
  IF EXISTS (SELECT FROM pg_extension WHERE extname = 'timescaledb') THEN
    PERFORM create_hypertable(
      'timeseries.economic_observations', 'observed_at',
      chunk_time_interval => interval '5 years', create_default_indexes => false
    );
  END IF;
END
$$;

CREATE INDEX economic_observations_latest
  ON timeseries.economic_observations (series_id, observed_at DESC) INCLUDE (value);
