import { type CoverageRow, findCoverage, type LevelSpan, type Span } from '../dialect/queries/coverage.ts';
import { batched } from './batched.ts';
import { builder, nonNull, nullOnError, type SchemaTypes } from './builder.ts';
import { DataSource } from './data-source.ts';
import { Indicator } from './indicator.ts';
import { RegionLevel } from './region.ts';
import { Frequency } from './series.ts';

const coverageOf = batched(findCoverage, (id: number) => id);

const spanOf = <Parent extends Span>(t: PothosSchemaTypes.ObjectFieldBuilder<SchemaTypes, Parent>) => ({
  series: t.int({ ...nonNull('How many series there are.'), resolve: ({ series }) => series }),
  startsOn: t.field({
    type: 'Date',
    ...nullOnError('The day of the first observation of any of them.'),
    resolve: ({ startsOn }) => startsOn,
  }),
  endsOn: t.field({
    type: 'Date',
    ...nullOnError('The day of the last observation of any of them.'),
    resolve: ({ endsOn }) => endsOn,
  }),
  frequencies: t.field({
    type: [Frequency],
    ...nonNull('How often they are observed, the shortest period first.'),
    resolve: ({ frequencies }) => frequencies,
  }),
});

const LevelCoverage = builder.objectRef<LevelSpan>('LevelCoverage').implement({
  description: 'What the series about the regions of a level cover.',
  fields: (t) => ({
    level: t.expose('level', { type: RegionLevel, ...nonNull('The level.') }),
    regions: t.exposeInt('regions', nonNull('How many regions of the level have figures.')),
    ...spanOf(t),
  }),
});

const Coverage = builder.objectRef<CoverageRow>('Coverage').implement({
  description: 'What series cover: regions, days and frequencies.',
  fields: (t) => ({
    ...spanOf(t),
    levels: t.expose('levels', {
      type: [LevelCoverage],
      ...nonNull(
        'The levels of regions with figures, the largest regions first, as of the last refresh of the views. Series that are not about a region of a boundary table, for example about a whole country, have no level.',
      ),
    }),
  }),
});

const coverage = { type: Coverage, description: 'What its series cover; null if it has none.' } as const;

builder.drizzleObjectField(Indicator, 'coverage', (t) =>
  t.field({
    ...coverage,
    resolve: ({ indicatorId }, _args, context) => coverageOf(context, { of: 'indicator' }).load(indicatorId),
  }),
);

builder.drizzleObjectField(DataSource, 'coverage', (t) =>
  t.field({
    ...coverage,
    resolve: ({ sourceId }, _args, context) => coverageOf(context, { of: 'source' }).load(sourceId),
  }),
);
