/** Figures by column, from the field `observationColumns`. */
export interface ObservationColumns {
  readonly times: readonly string[];
  readonly values: ReadonlyArray<number | null>;
}

/** Columns for charts and computations: both have one entry per observation, ascending in time. */
export interface TypedColumns {
  /** Milliseconds since 1970-01-01 UTC, as in `Date`; for a period, its start. */
  readonly times: Float64Array;
  /** The figures; NaN where a figure is not available. JSON has no NaN, so NaN has no other cause. */
  readonly values: Float64Array;
}

/** Converts columns. @throws RangeError where the columns differ in length, or a time is invalid */
export function toTypedColumns({ times, values }: ObservationColumns): TypedColumns {
  if (times.length !== values.length) {
    throw new RangeError(`There are ${times.length} times for ${values.length} values.`);
  }
  const typed = {
    times: Float64Array.from(times, (time) => Date.parse(time)),
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
  };
  const bad = typed.times.findIndex(Number.isNaN);
  if (bad !== -1) throw new RangeError(`"${times[bad]}" is not a time.`);
  return typed;
}
