/*
 * Prints the counties with the highest unemployment rate, each with its newest article.
 * It needs Node 20 or newer and no package: node examples/node/report.js
 */
const GRAPH = process.env.GRAPH_URL ?? 'http://127.0.0.1:4000/graphql';
const INDICATOR = 'UNEMPLOYMENT_RATE';

const REPORT = `
  query Report($indicator: String!, $count: Int!) {
    indicator(code: $indicator) { name units }
    regions(level: COUNTY, orderBy: { indicator: $indicator, direction: DESC }, first: $count) {
      edges { node { name parent { name articles(first: 1) { title } } indicators { indicator { code } date value } } }
    }
  }`;

/**
 * Sends one operation.
 * @returns its data, in which a field that failed is null, and its errors
 * @throws Error where there is no data at all
 */
async function request(query, variables) {
  const response = await fetch(GRAPH, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/graphql-response+json' },
    body: JSON.stringify({ query, variables }),
    signal: AbortSignal.timeout(10_000),
  });
  const { data, errors = [] } = await response.json();
  if (!data) throw new Error(errors.map(({ message }) => message).join(' ') || `HTTP ${response.status}`);
  return { data, errors };
}

const { data, errors } = await request(REPORT, { indicator: INDICATOR, count: 5 });
console.log(`${data.indicator.name}, ${data.indicator.units}`);
for (const { node } of data.regions.edges) {
  const { date, value } = node.indicators.find(({ indicator }) => indicator.code === INDICATOR);
  const [article] = node.parent?.articles ?? [];
  console.log(
    `${value} in ${date.slice(0, 7)}: ${node.name}, ${node.parent?.name}${article ? ` (${article.title})` : ''}`,
  );
}
for (const { message, path } of errors) console.error(`${path?.join('.')}: ${message}`);
