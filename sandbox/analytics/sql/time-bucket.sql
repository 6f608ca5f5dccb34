-- TimescaleDB's time_bucket, for a server without it: weeks start on a Monday (2000-01-03), months count from 2000-01-01, UTC.
CREATE FUNCTION public.time_bucket(width interval, ts timestamptz) RETURNS timestamptz
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE
RETURN CASE extract(year FROM width) * 12 + extract(month FROM width)
  WHEN 0 THEN date_bin(width, ts, timestamptz '2000-01-03 00:00:00+00')
  ELSE (
    timestamp '2000-01-01' + width * floor(
      ((extract(year FROM ts AT TIME ZONE 'UTC') - 2000) * 12 + extract(month FROM ts AT TIME ZONE 'UTC') - 1)
      / (extract(year FROM width) * 12 + extract(month FROM width))
    )::double precision
  ) AT TIME ZONE 'UTC'
END;
