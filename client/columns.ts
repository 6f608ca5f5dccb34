/** Figures by column, as the field `observationColumns` answers them. */
export interface ObservationColumns {
  readonly times: readonly string[];
  readonly values: ReadonlyArray<number | null>;
}

/** The same for charts and computations: both have one entry for each observation, ascending in time. */
export interface TypedColumns {
  /** Milliseconds since 1970-01-01 UTC, as `Date` takes them. Of a period, its first moment. */
  readonly times: Float64Array;
  /** The figures; NaN where one is not available. JSON has no NaN: nothing else becomes one. */
  readonly values: Float64Array;
}

/** @throws RangeError where the columns differ in length, or a time is none */
export function toTypedColumns({ times, values }: ObservationColumns): TypedColumns {
  if (times.length !== values.length) {
    throw new RangeError(`There are ${times.length} times for ${values.length} values.`);
  }
  const typed = {
    times: Float64Array.from(times, (time) => Date.parse(time)),
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
  };
  const bad = typed.times.findIndex(Number.isNaN);
  if (bad !== -1) throw new RangeError(`"${times[bad]}" is no time.`);
  return typed;
}
