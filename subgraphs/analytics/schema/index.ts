import type { GraphQLSchema } from 'graphql';
import { createDerived } from '../../common/memo.ts';
import { builder } from './builder.ts';
import './choropleth.ts';
import './coverage.ts';
import './data-source.ts';
import './indicator.ts';
import './ingestion-run.ts';
import './observation.ts';
import './panel.ts';
import './region-at.ts';
import './region-figures.ts';
import './region-kin.ts';
import './region-search.ts';
import './region-shape.ts';
import './region.ts';
import './related-series.ts';
import './row-filters.ts';
import './series-by-code.ts';
import './series-catalog.ts';
import './series-comparison.ts';
import './series-observations.ts';
import './series-statistics.ts';
import './series.ts';

const schemas = createDerived<typeof builder, GraphQLSchema>();

/** Returns the sorted schema with its resolvers, which need an `AnalyticsContext`. Building it needs no database. */
export const analyticsSchema = (): GraphQLSchema => schemas.derive(builder, () => builder.toSchema());
