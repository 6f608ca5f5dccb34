import { parse } from 'graphql';
import { z } from 'zod';
import { elements, isJsonObject, type JsonObject, property } from '../../subgraphs/common/json.ts';
import { SOURCE } from './citations.ts';
import { citedAnswer } from './cited-answer.ts';
import { chartMap } from './map-chart.ts';
import { generalTool, type ToolContext, type ToolResult } from './tool.ts';
import { NOT_KNOWN } from './unknown.ts';

const DAY = z.string().max(10).describe('A day, "2015-01-31".');
const MOST_SERIES = 8;

const Arguments = z.strictObject({
  codes: z.array(z.string()).min(1).max(MOST_SERIES).optional().describe('Codes of series, of the same units.'),
  indicator: z.string().optional().describe('In place of series: its newest figures over the regions of `level`.'),
  level: z.string().optional().describe('"STATE", "COUNTY", "PROVINCE" …'),
  parent: z.string().optional().describe('Only the parts of this region: "US-06".'),
  from: DAY.optional(),
  to: DAY.optional(),
  bucket: z
    .enum(['WEEK', 'MONTH', 'QUARTER', 'YEAR'])
    .optional()
    .describe('One figure for each period, the last of it.'),
  transform: z.enum(['LEVEL', 'CHANGE', 'PERCENT_CHANGE', 'YEAR_ON_YEAR']).default('LEVEL'),
  mark: z.enum(['line', 'bar', 'point', 'map']).optional().describe('A line, or of an indicator a map, by default.'),
});

type Arguments = z.output<typeof Arguments>;

interface Charted extends Pick<Arguments, 'from' | 'to' | 'transform'> {
  readonly codes: readonly string[];
  readonly mark: string;
}

/** Maximum number of figures of a chart's series: the newest ones. */
const LIMIT = 1_000;

/** The tool that answers figures by column, with the specification of their chart. */
export const chartTool = generalTool({
  name: 'chart',
  description:
    'Answers figures by column, with a Vega-Lite specification that draws them: series over time, or an indicator over regions.',
  args: Arguments,
  call: async (args, context) => (args.codes ? chartSeries(args, args.codes, context) : chartIndicator(args, context)),
});

async function chartIndicator(args: Arguments, context: ToolContext): Promise<ToolResult> {
  const { indicator, level, parent, to, mark = 'map' } = args;
  if (indicator === undefined || level === undefined) {
    return { refused: 'Give `codes` of series, or an `indicator` and a `level` of regions.' };
  }
  if (mark === 'line' || mark === 'point') return { refused: 'An indicator is drawn as a map or as bars.' };
  if (args.from !== undefined || args.bucket !== undefined || args.transform !== 'LEVEL') {
    return { refused: 'An indicator is drawn as of the day `to`: leave out `from`, `bucket` and `transform`.' };
  }
  return chartMap({ indicator, level, parent, to, mark }, context);
}

async function chartSeries(args: Arguments, codes: readonly string[], context: ToolContext): Promise<ToolResult> {
  const { from, to, bucket, transform, mark = 'line' } = args;
  if (mark === 'map' || args.indicator !== undefined)
    return { refused: 'Give `codes` or an `indicator`; `codes` cannot be drawn as a map.' };
  const variables = {
    ...Object.fromEntries(codes.map((code, nth) => [`code${nth}`, code])),
    ...{ from, to, bucket, transform },
  };
  const answer = await citedAnswer(parse(queryOf(codes.length)), { variables }, context);
  return 'found' in answer ? { found: charted(answer.found, { ...args, codes, mark }) } : answer;
}

function queryOf(count: number): string {
  const numbers = Array.from({ length: count }, (_, nth) => nth);
  const codes = numbers.map((nth) => `$code${nth}: String!`).join(', ');
  const roots = numbers.map((nth) => `series${nth}: series(code: $code${nth}) { ...Charted }`).join('\n  ');
  return `query Chart(${codes}, $from: Date, $to: Date, $bucket: TimeBucket, $transform: Transform!) {
  ${roots}
}
fragment Charted on Series {
  __typename code title units startsOn endsOn latest { time } ${SOURCE}
  observations(from: $from, to: $to, bucket: $bucket, transform: $transform, limit: ${LIMIT}) { time value }
}`;
}

function charted({ data, unknown, ...rest }: JsonObject, args: Charted): JsonObject {
  const { mark, transform, codes, from, to } = args;
  const series = codes.map((_, nth) => property(data, `series${nth}`)).filter(isJsonObject);
  const columns = series.map(({ code, title, observations }) => ({
    code,
    title,
    times: elements(observations).map((each) => property(each, 'time')),
    values: elements(observations).map((each) => property(each, 'value')),
  }));
  const without = series.filter(({ observations }) => elements(observations).length === 0);
  const outside = without.map(({ code, startsOn, endsOn }) => ({
    field: 'series',
    arguments: { code, from, to },
    message: NOT_KNOWN,
    nearest: { from: startsOn, to: endsOn },
  }));
  const notKnown = [...elements(unknown), ...outside];
  const units = [...new Set(series.map((each) => String(each.units)))];
  const label = transform === 'LEVEL' || transform === 'CHANGE' ? units.join(', ') : 'Percent';
  return {
    columns,
    spec: specOf(columns, { mark, label }),
    ...(notKnown.length > 0 && { unknown: notKnown }),
    ...rest,
  };
}

type Columns = readonly {
  readonly title: unknown;
  readonly times: readonly unknown[];
  readonly values: readonly unknown[];
}[];

/** Makes the Vega-Lite specification. Null values are gaps, which Vega-Lite does not draw. */
function specOf(columns: Columns, { mark, label }: { readonly mark: string; readonly label: string }): JsonObject {
  const values = columns.flatMap(({ title, times, values }) =>
    times.map((time, nth) => ({ series: title, time, value: values[nth] })),
  );
  return {
    $schema: 'https://vega.github.io/schema/vega-lite/v6.json',
    data: { values },
    mark: mark === 'line' ? { type: 'line', invalid: 'break-paths-show-domains' } : mark,
    encoding: {
      x: { field: 'time', type: 'temporal', title: null, scale: { type: 'utc' } },
      y: { field: 'value', type: 'quantitative', title: label },
      color: { field: 'series', type: 'nominal', title: null },
    },
  };
}
