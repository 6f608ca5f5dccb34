import type { Frequency } from '@chronos-graph/views';

const LANGUAGE = 'en-US';

/** 143093 → "143,093"; null → "–". At most `decimals` of them, and exactly as many where `decimals` is given. */
export function number(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined) return '–';
  const digits =
    decimals === undefined
      ? { maximumFractionDigits: 2 }
      : { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
  return value.toLocaleString(LANGUAGE, digits);
}

/** 1.9 → "+1.9", -2 → "−2". */
export function signed(value: number | null | undefined, decimals?: number): string {
  if (value === null || value === undefined) return '–';
  const sign = value > 0 ? '+' : value < 0 ? '−' : '';
  return sign + number(Math.abs(value), decimals);
}

/** A change of figures in percent, or in percent of other figures: "+0.2 points", "−1.9 %"; null → "–". */
export function changeText(change: number | null | undefined, inPoints: boolean): string {
  if (change === null || change === undefined) return '–';
  return `${signed(change, 1)}\u00a0${inPoints ? 'points' : '%'}`;
}

/** The words for units, short enough to stand behind a number: "Percent" → "%". */
export function unit(units: string): string {
  if (units === 'Percent') return '%';
  return units.replace(/^(\w)/, (letter) => letter.toLowerCase()).replace(/^thousands of /, 'thousand ');
}

/** What may stand between a number and its unit. */
export function quantity(value: number | null | undefined, units: string, decimals?: number): string {
  if (value === null || value === undefined) return 'not available';
  return `${number(value, decimals)} ${unit(units)}`;
}

const FORMATS: Readonly<Record<Frequency, Intl.DateTimeFormatOptions>> = {
  ANNUAL: { year: 'numeric' },
  QUARTERLY: { year: 'numeric', month: 'short' },
  MONTHLY: { year: 'numeric', month: 'long' },
  WEEKLY: { dateStyle: 'medium' },
  DAILY: { dateStyle: 'medium' },
};

/** The period that a figure is of: "December 2015", "2009". */
export function period(time: string, frequency: Frequency): string {
  const date = new Date(time);
  if (frequency === 'QUARTERLY') return `Q${Math.floor(date.getUTCMonth() / 3) + 1} ${date.getUTCFullYear()}`;
  return date.toLocaleDateString(LANGUAGE, { ...FORMATS[frequency], timeZone: 'UTC' });
}

/** The same where only the period's first moment is known: the first of January is taken for a year's. */
export function periodFrom(time: string): string {
  return period(time, time.slice(5, 10) === '01-01' ? 'ANNUAL' : 'MONTHLY');
}

/** "January 16, 2024" */
export function day(time: string): string {
  return new Date(time).toLocaleDateString(LANGUAGE, { dateStyle: 'long', timeZone: 'UTC' });
}

/** Money as Twenty holds it, in millionths: "$980 million". */
export function money(amountMicros: number | string | null | undefined, currency: string | null | undefined): string {
  if (amountMicros === null || amountMicros === undefined || !currency) return '–';
  const amount = Number(amountMicros) / 1e6;
  return amount.toLocaleString(LANGUAGE, {
    style: 'currency',
    currency,
    notation: amount >= 1e6 ? 'compact' : 'standard',
    compactDisplay: 'long',
    maximumFractionDigits: amount >= 1e6 ? 1 : 0,
  });
}

/** "SEASONALLY_ADJUSTED" → "Seasonally adjusted" */
export function words(constant: string): string {
  const text = constant.toLowerCase().replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** The name of a record of the CRM, which may lack one. */
export function nameOf(name: string | null): string {
  return name ?? 'Without a name';
}
