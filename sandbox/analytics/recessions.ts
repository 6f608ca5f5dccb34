/** Recessions of the United States: the business cycles' peaks and troughs as nber.org lists them, monthly, 1854 to 2021. */
import type { Observation, Series } from './catalogue.ts';

/** The first trough of the list, which has no peak before it. */
const FIRST_MONTH = '1854-12';

/** The month in which the last trough of the list was announced. */
const LAST_MONTH = '2021-07';

/** "US Business Cycle Expansions and Contractions": the months of each peak and of the trough after it. */
const CYCLES: readonly (readonly [peak: string, trough: string])[] = [
  ['1857-06', '1858-12'],
  ['1860-10', '1861-06'],
  ['1865-04', '1867-12'],
  ['1869-06', '1870-12'],
  ['1873-10', '1879-03'],
  ['1882-03', '1885-05'],
  ['1887-03', '1888-04'],
  ['1890-07', '1891-05'],
  ['1893-01', '1894-06'],
  ['1895-12', '1897-06'],
  ['1899-06', '1900-12'],
  ['1902-09', '1904-08'],
  ['1907-05', '1908-06'],
  ['1910-01', '1912-01'],
  ['1913-01', '1914-12'],
  ['1918-08', '1919-03'],
  ['1920-01', '1921-07'],
  ['1923-05', '1924-07'],
  ['1926-10', '1927-11'],
  ['1929-08', '1933-03'],
  ['1937-05', '1938-06'],
  ['1945-02', '1945-10'],
  ['1948-11', '1949-10'],
  ['1953-07', '1954-05'],
  ['1957-08', '1958-04'],
  ['1960-04', '1961-02'],
  ['1969-12', '1970-11'],
  ['1973-11', '1975-03'],
  ['1980-01', '1980-07'],
  ['1981-07', '1982-11'],
  ['1990-07', '1991-03'],
  ['2001-03', '2001-11'],
  ['2007-12', '2009-06'],
  ['2020-02', '2020-04'],
];

/** Returns the indicator of recessions: 1 from the month after a peak until the month of the trough, 0 otherwise. */
export function recessionSeries(): Series {
  return {
    source: 'NBER',
    code: 'USREC',
    indicator: 'RECESSION',
    title: 'Recessions of the United States',
    description:
      'Months of a recession: from the month after a peak of the business cycle until the month of its trough. From ' +
      'the list "US Business Cycle Expansions and Contractions" of the National Bureau of Economic Research; the series ' +
      'ends with the month in which the last of these troughs was announced.',
    units: 'Indicator, 1 = recession',
    frequency: 'M',
    seasonalAdjustment: 'NSA',
    regionCode: 'US',
    observations: monthsBetween(FIRST_MONTH, LAST_MONTH).map((month): Observation => {
      return { date: `${month}-01`, value: isRecession(month) ? 1 : 0 };
    }),
  };
}

function isRecession(month: string): boolean {
  return month === FIRST_MONTH || CYCLES.some(([peak, trough]) => peak < month && month <= trough);
}

/** Returns the months from one to another, both included: "1854-12", "1855-01" and so on. */
function monthsBetween(first: string, last: string): string[] {
  const [from, to] = [numberOf(first), numberOf(last)];
  return Array.from({ length: to - from + 1 }, (_, nth) => {
    const month = from + nth;
    return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}`;
  });
}

/** Counts months from the year 0. */
function numberOf(month: string): number {
  const [year = 0, ofYear = 0] = month.split('-').map(Number);
  return year * 12 + ofYear - 1;
}
