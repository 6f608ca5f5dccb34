/** The map of unemployment by county, by plain code: values, and five classes. */
import { countyRates, shapes } from './data.ts';

const rates = countyRates();
export const counties = shapes('counties').map(({ code, name }) => ({ code, name, value: rates.get(code) ?? null }));
export const values = counties.flatMap(({ value }) => value ?? []).sort((one, other) => one - other);

/** Five classes with as many values each as equal values allow: each ends with the value at its share of the list. */
const bounds = [0.2, 0.4, 0.6, 0.8, 1].map((share) => values[Math.ceil(share * values.length) - 1] ?? 0);
export const classOf = (value: number) => 1 + bounds.findIndex((upper) => value <= upper);
export const classes = bounds.map((upper, index) => ({
  class: index + 1,
  lower: bounds[index - 1] ?? values[0],
  upper,
  count: values.filter((value) => classOf(value) === index + 1).length,
}));
