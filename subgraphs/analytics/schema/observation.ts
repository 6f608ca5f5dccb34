import { builder } from './builder.ts';

const ObservationStatus = builder.enumType('ObservationStatus', {
  description: 'How final an observation is.',
  values: {
    FINAL: { description: 'Not expected to change.' },
    PRELIMINARY: { description: 'A first figure that its source will revise.' },
    REVISED: { description: 'Changed by its source since it was first published.' },
  },
});

/** One figure of a series. */
export interface ObservationShape {
  /** As text where it was written by `momentOf`. */
  readonly observedAt: Date | string;
  readonly value: number | null;
  /** Null for a figure that is no observation as it was published. */
  readonly status: 'FINAL' | 'PRELIMINARY' | 'REVISED' | null;
}

export const Observation = builder.objectRef<ObservationShape>('Observation').implement({
  description: 'One figure of a series.',
  fields: (t) => ({
    time: t.expose('observedAt', {
      type: 'DateTime',
      nullable: false,
      description: 'The moment that the figure is of; for a period, its first moment.',
    }),
    value: t.exposeFloat('value', {
      description: 'The figure, in the units of its series; null where it is not available, which is not zero.',
    }),
    status: t.expose('status', {
      type: ObservationStatus,
      description: 'How final the figure is; null where it is of a bucket, transformed or filled in.',
    }),
  }),
});
