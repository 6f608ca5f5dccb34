-- One table per level of region, all alike. A code is the country, a dash and the national id: US-06, US-06037, CA-35.
CREATE SCHEMA geospatial;

DO $$
DECLARE
  boundaries text;
BEGIN
  FOREACH boundaries IN ARRAY ARRAY[
    'us_regions', 'us_divisions', 'us_states', 'us_counties',
    'us_cbsas', 'us_places', 'us_zctas', 'us_congressional_districts',
    'ca_provinces', 'ca_economic_regions', 'ca_census_divisions', 'ca_census_subdivisions', 'ca_cmas', 'ca_fsas'
  ] LOOP
    EXECUTE format(
      'CREATE TABLE geospatial.%I (
         code          text PRIMARY KEY,
         name          text NOT NULL,
         name_fr       text,
         parent_code   text,
         land_area_km2 double precision,
         geom          geometry(MultiPolygon, 4326) NOT NULL
       )', boundaries);
    EXECUTE format('CREATE INDEX %I ON geospatial.%I USING gist (geom)', boundaries || '_geom', boundaries);
    EXECUTE format(
      'CREATE INDEX %I ON geospatial.%I
         USING gin ((name || '' '' || coalesce(name_fr, '''') || '' '' || code) gin_trgm_ops)',
      boundaries || '_search', boundaries);
  END LOOP;
END
$$;
