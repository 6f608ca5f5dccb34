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
  readonly observedAt: Date;
  readonly value: number | null;
  readonly status: 'FINAL' | 'PRELIMINARY' | 'REVISED';
}

export const Observation = builder.objectRef<ObservationShape>('Observation').implement({
  description: 'One figure of a series.',
  fields: (t) => ({
    time: t.expose('observedAt', {
      type: 'DateTime',
      nullable: false,
      description: 'The moment that the figure is of; for a period, its first moment (UTC).',
    }),
    value: t.exposeFloat('value', {
      description: 'The figure, in the units of its series; null where it is not available, which is not zero.',
    }),
    status: t.expose('status', { type: ObservationStatus, nullable: false, description: 'How final the figure is.' }),
  }),
});
