import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadContent } from './index.ts';

/** The figures of some articles, computed again from the files that the analytics database is loaded with. */
const data = (file: string) => readFileSync(new URL(`../sandbox/analytics/data/${file}`, import.meta.url), 'utf8');

const [header = '', ...lines] = data('us-employment.csv').trim().split('\n');
const columns = header.split(',');
const months = lines.map((line) => line.split(','));

/** Thousands of persons. */
function employment(industry: string, month: string): number {
  const row = months.find(([day]) => day === `${month}-01`);
  return Number(row?.[columns.indexOf(industry)]);
}

const jobs = (thousands: number) => Math.round(thousands * 1000).toLocaleString('en-US');
const percent = (share: number) => (share * 100).toFixed(1);

function bodyOf(slug: string): string {
  const article = loadContent().rows.cms_articles?.find((row) => row.slug === slug);
  return String(article?.body);
}

const cells = (body: string) =>
  body
    .split('\n')
    .filter((line) => /^\| (?!-)/.test(line))
    .slice(1)
    .map((line) => line.slice(2, -2).split(' | '));

describe('manufacturing-after-the-great-recession', () => {
  const body = bodyOf('manufacturing-after-the-great-recession');

  it('counts the jobs lost', () => {
    const before = employment('manufacturing', '2007-12');
    const after = employment('manufacturing', '2010-02');
    expect(body).toContain(
      `**${jobs(before - after)} jobs fewer**, a fall of ${percent((before - after) / before)} percent`,
    );
  });

  it('lists them by kind of goods', () => {
    const row = (industry: string) =>
      ['2007-12', '2010-02', '2015-12'].map((month) => employment(industry, month).toLocaleString('en-US'));
    expect(cells(body)).toEqual([
      ['Manufacturing', ...row('manufacturing')],
      ['Durable goods', ...row('durable_goods')],
      ['Nondurable goods', ...row('nondurable_goods')],
    ]);
  });

  it('knows the counties of Michigan', () => {
    const rates = data('unemployment.tsv')
      .trim()
      .split('\n')
      .slice(1)
      .map((line) => line.split('\t'));
    const michigan = rates.filter(([id]) => id?.length === 5 && id.startsWith('26')).map(([, rate]) => Number(rate));
    const over = (rate: number) => michigan.filter((each) => each >= rate).length;
    expect(body).toContain(`In ${over(0.1)} of its ${michigan.length} counties`);
    expect(body).toContain(`in ${over(0.15)} it was three in twenty`);
  });
});

describe('ten-years-on-one-page', () => {
  it('averages twelve months of each year, in millions', () => {
    const industries = ['nonfarm', 'manufacturing', 'construction', 'government'];
    const mean = (industry: string, year: number) => {
      const values = Array.from({ length: 12 }, (_, month) =>
        employment(industry, `${year}-${String(month + 1).padStart(2, '0')}`),
      );
      return values.reduce((sum, value) => sum + value, 0) / 12_000;
    };
    const table = cells(bodyOf('ten-years-on-one-page'));
    expect(table.map(([year]) => year)).toEqual(Array.from({ length: 10 }, (_, index) => String(2006 + index)));
    for (const [year, ...means] of table) {
      industries.forEach((industry, index) => {
        expect(Number(means[index])).toBeCloseTo(mean(industry, Number(year)), 2);
      });
    }
  });
});

describe('fourteen-industries-in-february-2010', () => {
  it('ranks all industries by their rate', () => {
    const rows: { series: string; year: number; month: number; rate: number }[] = JSON.parse(
      data('unemployment-across-industries.json'),
    );
    const february = (year: number) => rows.filter((row) => row.year === year && row.month === 2);
    const before = new Map(february(2007).map(({ series, rate }) => [series, rate]));
    const ranked = february(2010)
      .toSorted((a, b) => b.rate - a.rate)
      .map(({ series, rate }) => [rate.toFixed(1), before.get(series)?.toFixed(1)]);
    expect(cells(bodyOf('fourteen-industries-in-february-2010')).map(([, ...rates]) => rates)).toEqual(ranked);
  });
});
