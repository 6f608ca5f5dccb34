import type { ObservationRow } from '../dialect/queries/observations.ts';
import { builder, nonNull } from './builder.ts';

const ObservationStatus = builder.enumType('ObservationStatus', {
  description: 'How final an observation is.',
  values: {
    FINAL: { description: 'Not expected to change.' },
    PRELIMINARY: { description: 'A first figure that its source will revise.' },
    REVISED: { description: 'Changed by its source since it was first published.' },
  },
});

/** A figure of a series. Its moment is a text if `momentOf` wrote it. */
type ObservationShape = Omit<ObservationRow, 'observedAt'> & { readonly observedAt: Date | string };

/** Returns the calendar day of a figure, `YYYY-MM-DD`. */
export function dayOf({ observedAt, day }: Pick<ObservationShape, 'observedAt' | 'day'>): string {
  return day ?? (typeof observedAt === 'string' ? observedAt : observedAt.toISOString()).slice(0, 10);
}

export const Observation = builder.objectRef<ObservationShape>('Observation').implement({
  description: 'One figure of a series.',
  fields: (t) => ({
    time: t.expose('observedAt', {
      type: 'DateTime',
      ...nonNull('The moment that the figure is of; for a period, its first moment.'),
    }),
    date: t.field({
      type: 'Date',
      ...nonNull(
        'The calendar day of the figure: the UTC day of `time`; of a bucket, its first day in `timeZone`. Draw charts by it: in the time zone of a reader, `time` can be on another day.',
      ),
      resolve: dayOf,
    }),
    value: t.exposeFloat('value', {
      description: 'The figure, in the units of its series; null if it is not available, which is not zero.',
    }),
    status: t.expose('status', {
      type: ObservationStatus,
      description: 'How final the figure is; null for a figure of a bucket, and for a transformed or filled one.',
    }),
  }),
});
