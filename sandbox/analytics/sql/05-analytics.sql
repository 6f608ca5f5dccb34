-- The materialized views that the API reads. Created empty and filled by REFRESH; the unique index of each lets a
-- later REFRESH run CONCURRENTLY. Calendar arithmetic is in UTC, whatever the session's time zone.
CREATE SCHEMA analytics;

-- Per series: its newest available observation, the available one before it, and the one a year earlier to the day
-- (null where that day has none, as for 29 February). Differences are taken in decimal, so that 9.8 - 9.7 is 0.1.
CREATE MATERIALIZED VIEW analytics.latest_observations AS
SELECT
  s.series_id,
  latest.observed_at,
  latest.value,
  latest.status,
  previous.observed_at AS previous_at,
  previous.value AS previous_value,
  year_ago.observed_at AS year_ago_at,
  year_ago.value AS year_ago_value,
  (latest.value::numeric - previous.value::numeric)::double precision AS change,
  (100 * (latest.value::numeric - previous.value::numeric) / nullif(previous.value::numeric, 0))::double precision
    AS change_pct,
  (latest.value::numeric - year_ago.value::numeric)::double precision AS change_year,
  (100 * (latest.value::numeric - year_ago.value::numeric) / nullif(year_ago.value::numeric, 0))::double precision
    AS change_year_pct
FROM metadata.series s
CROSS JOIN LATERAL (
  SELECT o.observed_at, o.value, o.status, o.observed_at AT TIME ZONE 'UTC' AS day
  FROM timeseries.economic_observations o
  WHERE o.series_id = s.series_id AND o.value IS NOT NULL
  ORDER BY o.observed_at DESC
  LIMIT 1
) latest
LEFT JOIN LATERAL (
  SELECT o.observed_at, o.value
  FROM timeseries.economic_observations o
  WHERE o.series_id = s.series_id AND o.value IS NOT NULL AND o.observed_at < latest.observed_at
  ORDER BY o.observed_at DESC
  LIMIT 1
) previous ON true
LEFT JOIN timeseries.economic_observations year_ago
  ON year_ago.series_id = s.series_id
  AND year_ago.value IS NOT NULL
  AND year_ago.observed_at = (latest.day - interval '1 year') AT TIME ZONE 'UTC'
  AND latest.day - interval '1 year' + interval '1 year' = latest.day
WITH NO DATA;

CREATE UNIQUE INDEX latest_observations_key ON analytics.latest_observations (series_id);

-- Per series and calendar month with an available observation; last is the newest of the month.
CREATE MATERIALIZED VIEW analytics.monthly_observations AS
SELECT
  series_id,
  date_trunc('month', observed_at AT TIME ZONE 'UTC')::date AS month,
  avg(value) AS avg,
  min(value) AS min,
  max(value) AS max,
  (array_agg(value ORDER BY observed_at DESC))[1] AS last,
  count(*)::integer AS count
FROM timeseries.economic_observations
WHERE value IS NOT NULL
GROUP BY 1, 2
WITH NO DATA;

CREATE UNIQUE INDEX monthly_observations_key ON analytics.monthly_observations (series_id, month);

-- Per series with an available observation: count, span, extremes, mean, sample standard deviation (null for one), and
-- gaps, the periods from the first to the last that have no available observation. A daily series that never reports on
-- a weekend is expected on weekdays only.
CREATE MATERIALIZED VIEW analytics.series_summary AS
WITH available AS (
  SELECT
    s.series_id,
    s.frequency,
    o.observed_at,
    o.value,
    date_trunc(
      CASE s.frequency WHEN 'D' THEN 'day' WHEN 'W' THEN 'week' WHEN 'M' THEN 'month' WHEN 'Q' THEN 'quarter' ELSE 'year' END,
      o.observed_at AT TIME ZONE 'UTC'
    )::date AS period
  FROM metadata.series s
  JOIN timeseries.economic_observations o USING (series_id)
  WHERE o.value IS NOT NULL
), summary AS (
  SELECT
    series_id,
    frequency,
    count(*)::integer AS count,
    min(observed_at) AS first_at,
    max(observed_at) AS last_at,
    min(value) AS min,
    max(value) AS max,
    avg(value) AS mean,
    stddev_samp(value) AS stddev,
    count(DISTINCT period) AS reported,
    min(period) AS first_period,
    max(period) AS last_period,
    max(period) - min(period) AS days,
    (12 * extract(year FROM max(period)) + extract(month FROM max(period)))
      - (12 * extract(year FROM min(period)) + extract(month FROM min(period))) AS months,
    bool_or(extract(isodow FROM period) > 5) AS on_weekends
  FROM available
  GROUP BY series_id, frequency
)
SELECT
  series_id, count, first_at, last_at, min, max, mean, stddev,
  (1 - reported + CASE frequency
    WHEN 'W' THEN days / 7
    WHEN 'M' THEN months
    WHEN 'Q' THEN months / 3
    WHEN 'A' THEN months / 12
    ELSE CASE
      WHEN on_weekends THEN days
      ELSE days / 7 * 5 + days % 7
        - CASE WHEN extract(isodow FROM last_period) < extract(isodow FROM first_period) THEN 2 ELSE 0 END
    END
  END)::integer AS gaps
FROM summary
WITH NO DATA;

CREATE UNIQUE INDEX series_summary_key ON analytics.series_summary (series_id);

-- Per indicator and region: its latest value among the regions of its level. Rank 1 is the best by the indicator's
-- direction (the highest where it is neutral), ties share a rank; percentile is the share of the other regions, in
-- percent, whose value is strictly lower. Of several series, the one with the newest observation speaks, then the one
-- with the lowest id. National ids of different levels can coincide (a county and a ZIP code): the first level below wins.
CREATE MATERIALIZED VIEW analytics.region_indicator_latest AS
WITH levels (code, level, precedence) AS (
  SELECT code, 'REGION', 1 FROM geospatial.us_regions
  UNION ALL SELECT code, 'DIVISION', 2 FROM geospatial.us_divisions
  UNION ALL SELECT code, 'STATE', 3 FROM geospatial.us_states
  UNION ALL SELECT code, 'COUNTY', 4 FROM geospatial.us_counties
  UNION ALL SELECT code, 'CBSA', 5 FROM geospatial.us_cbsas
  UNION ALL SELECT code, 'PLACE', 6 FROM geospatial.us_places
  UNION ALL SELECT code, 'ZCTA', 7 FROM geospatial.us_zctas
  UNION ALL SELECT code, 'CONGRESSIONAL_DISTRICT', 8 FROM geospatial.us_congressional_districts
  UNION ALL SELECT code, 'PROVINCE', 9 FROM geospatial.ca_provinces
  UNION ALL SELECT code, 'ECONOMIC_REGION', 10 FROM geospatial.ca_economic_regions
  UNION ALL SELECT code, 'CENSUS_DIVISION', 11 FROM geospatial.ca_census_divisions
  UNION ALL SELECT code, 'CENSUS_SUBDIVISION', 12 FROM geospatial.ca_census_subdivisions
  UNION ALL SELECT code, 'CMA', 13 FROM geospatial.ca_cmas
  UNION ALL SELECT code, 'FSA', 14 FROM geospatial.ca_fsas
), latest AS (
  SELECT DISTINCT ON (s.indicator_id, s.region_code)
    s.indicator_id, i.direction, s.region_code, levels.level, s.series_id, o.observed_at, o.value
  FROM metadata.series s
  JOIN metadata.indicators i USING (indicator_id)
  JOIN analytics.latest_observations o USING (series_id)
  JOIN levels ON levels.code = s.region_code
  ORDER BY s.indicator_id, s.region_code, o.observed_at DESC, s.series_id, levels.precedence
)
SELECT
  indicator_id,
  region_code,
  level,
  series_id,
  observed_at,
  value,
  rank() OVER (
    PARTITION BY indicator_id, level ORDER BY CASE WHEN direction = 'LOWER_IS_BETTER' THEN value ELSE -value END
  )::integer AS rank,
  100 * percent_rank() OVER (PARTITION BY indicator_id, level ORDER BY value) AS percentile,
  count(*) OVER (PARTITION BY indicator_id, level)::integer AS peers
FROM latest
WITH NO DATA;

CREATE UNIQUE INDEX region_indicator_latest_key ON analytics.region_indicator_latest (indicator_id, region_code);

-- Per indicator and level: up to five quantile classes of the regions' latest values. A class holds lower < value <= upper,
-- the first its lower bound too; bounds are values that occur, and equal ones fall together, so that no class is empty.
CREATE MATERIALIZED VIEW analytics.indicator_breaks AS
WITH quantiles AS (
  SELECT
    indicator_id,
    level,
    min(value) AS lowest,
    percentile_disc(ARRAY[0.2, 0.4, 0.6, 0.8, 1]::double precision[]) WITHIN GROUP (ORDER BY value) AS uppers
  FROM analytics.region_indicator_latest
  GROUP BY indicator_id, level
), classes AS (
  SELECT
    indicator_id,
    level,
    row_number() OVER bounds AS class,
    coalesce(lag(upper) OVER bounds, lowest) AS lower,
    upper
  FROM (SELECT DISTINCT indicator_id, level, lowest, unnest(uppers) AS upper FROM quantiles) AS distinct_bounds
  WINDOW bounds AS (PARTITION BY indicator_id, level ORDER BY upper)
)
SELECT
  c.indicator_id,
  c.level,
  c.class::integer AS class,
  c.lower,
  c.upper,
  (
    SELECT count(*)
    FROM analytics.region_indicator_latest r
    WHERE r.indicator_id = c.indicator_id
      AND r.level = c.level
      AND r.value <= c.upper
      AND (r.value > c.lower OR c.class = 1)
  )::integer AS count
FROM classes c
WITH NO DATA;

CREATE UNIQUE INDEX indicator_breaks_key ON analytics.indicator_breaks (indicator_id, level, class);

-- Per source, as of the last refresh: when a load last succeeded and failed, the rows that loads finished in the 24 hours
-- before wrote, and how long ago the last success was.
CREATE MATERIALIZED VIEW analytics.data_freshness AS
SELECT
  d.source_id,
  max(l.finished_at) FILTER (WHERE l.status = 'SUCCEEDED') AS last_success,
  max(l.finished_at) FILTER (WHERE l.status = 'FAILED') AS last_failure,
  coalesce(
    sum(l.rows_inserted + l.rows_updated) FILTER (WHERE l.finished_at > now() - interval '24 hours'), 0
  )::bigint AS rows_24h,
  now() - max(l.finished_at) FILTER (WHERE l.status = 'SUCCEEDED') AS lag
FROM metadata.data_sources d
LEFT JOIN metadata.ingestion_logs l USING (source_id)
GROUP BY d.source_id
WITH NO DATA;

CREATE UNIQUE INDEX data_freshness_key ON analytics.data_freshness (source_id);
