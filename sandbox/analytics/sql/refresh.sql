-- In the order in which they read one another.
REFRESH MATERIALIZED VIEW analytics.latest_observations;
REFRESH MATERIALIZED VIEW analytics.monthly_observations;
REFRESH MATERIALIZED VIEW analytics.series_summary;
REFRESH MATERIALIZED VIEW analytics.region_indicator_latest;
REFRESH MATERIALIZED VIEW analytics.indicator_breaks;
REFRESH MATERIALIZED VIEW analytics.data_freshness;
