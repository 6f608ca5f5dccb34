import { findRelated, type RelatedRow } from '../dialect/queries/related-series.ts';
import { batched } from './batched.ts';
import { bounds, checkRange } from './bounds.ts';
import { builder, nonNull, nullOnError } from './builder.ts';
import { Series } from './series.ts';

const DEFAULT_FIRST = 10;

const RelatedBy = builder.enumType('RelatedBy', {
  description: 'Why two series are related.',
  values: {
    EMBEDDING: { description: 'The cosine of the angle between the embeddings of their descriptions.' },
    CATALOGUE: { description: 'The same indicator, the same region and words of the title.' },
  },
});

const RelatedSeries = builder.objectRef<RelatedRow>('RelatedSeries').implement({
  description: 'A series that is close to another.',
  fields: (t) => ({
    series: t.field({ type: Series, ...nonNull('The series itself.'), resolve: ({ series }) => series }),
    score: t.exposeFloat(
      'score',
      nonNull('How close it is: above 0, up to 1 for the closest. Compare only scores with the same `by`.'),
    ),
    by: t.expose('by', { type: RelatedBy, ...nonNull('Why they are related.') }),
  }),
});

const relatedOf = batched(findRelated, (seriesId: number) => seriesId);

builder.drizzleObjectField(Series, 'relatedSeries', (t) =>
  t.field({
    type: [RelatedSeries],
    ...nullOnError(
      'The series that are closest to it: by embeddings if the database has them, else by indicator, region and title.',
    ),
    args: {
      first: t.arg.int({ defaultValue: DEFAULT_FIRST, description: 'The maximum number, 1 to 50.' }),
    },
    resolve: async ({ seriesId }, args, context) => {
      const first = checkRange('first', args.first ?? DEFAULT_FIRST, 1, bounds.relatedSeries);
      const hasEmbeddings = await context.hasEmbeddings();
      return (await relatedOf(context, { first, hasEmbeddings }).load(seriesId)) ?? [];
    },
  }),
);
