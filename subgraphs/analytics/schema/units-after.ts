import type { ObservationQuery } from '../dialect/observation-steps.ts';

/** Returns the units of figures after the steps of a query. */
export function unitsAfter(units: string, { aggregate, transform, base }: ObservationQuery): string {
  const gathered = aggregate === 'COUNT' ? 'Observations' : units;
  if (transform === 'LEVEL' || transform === 'CHANGE') return gathered;
  if (transform === 'LOG') return `Logarithm of ${gathered}`;
  if (transform === 'PER_CAPITA') return `${gathered} per person`;
  if (transform === 'INDEX') return `Index, ${base} = 100`;
  return transform === 'ANNUALISED' ? 'Percent a year' : 'Percent';
}
