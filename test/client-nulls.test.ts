import { readdirSync, readFileSync } from 'node:fs';
import { getDirective } from '@graphql-tools/utils';
import {
  buildSchema,
  type DocumentNode,
  type GraphQLField,
  isNonNullType,
  isObjectType,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
} from 'graphql';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../${path}`, import.meta.url), 'utf8');
const schema = buildSchema(read('client/schema.graphql'));

type Field = GraphQLField<unknown, unknown>;

/** Whether a client that throws on errors meets no null there. */
const isNeverNull = (field: Field): boolean =>
  isNonNullType(field.type) || getDirective(schema, field, 'semanticNonNull') !== undefined;

/** How many of the fields are so, in percent, to one decimal. */
const shareOf = (fields: readonly Field[], is: (field: Field) => boolean): number =>
  Math.round((1_000 * fields.filter(is).length) / fields.length) / 10;

/** The fields of the graph that partners see, by their coordinates. */
const coordinates = new Map(
  Object.values(schema.getTypeMap())
    .filter(isObjectType)
    .filter(({ name }) => !name.startsWith('__'))
    .flatMap((type) => Object.values(type.getFields()).map((field) => [`${type.name}.${field.name}`, field] as const)),
);
const fields = [...coordinates.values()];

/** Why data, and not only an error, makes a field null. */
const WHY: Readonly<Record<string, RegExp>> = {
  'nothing has the code, the key or the place':
    /^(Query\.(cms\w+|indicator|region|regionAt|series)|CmsBlock(Chart\.series|Map\.indicator))$/,
  'the column of the CMS may be empty, or leads to a row that is gone':
    /^(CmsArticle\.(cover|region|regionCode)|CmsAuthor\.avatar|CmsBlockChart\.range\w+|CmsFile\.\w+)$/,
  'a group of no rows': /^Cms\w+AggregatedFields\.\w+$/,
  'a row was deleted': /^Cms(?!SiteSettings)\w+Mutation\.item$/,
  'the column of the analytics may be empty': /^Region\.(landAreaKm2|nameFr)$/,
  'a series is of no region, or of no indicator': /^Series\.(indicator|region)$/,
  'a region is a part of none, a map is of all': /^(Region|Choropleth|Panel)\.parent$/,
  'there are no figures, too few, or none that is available':
    /^(Series\.(change\w*|comparison|latest|previous|summary|yearAgo)|Choropleth\.(date|time)|ChoroplethRegion\.(class|value)|Observation\.value|SeriesSummary\.standardDeviation)$/,
  'no load of data has succeeded or failed': /^DataFreshness\.\w+$/,
  'a source or an indicator has no series': /^(DataSource|Indicator)\.coverage$/,
  'a page is empty': /^PageInfo\.(start|end)Cursor$/,
  'it does not apply': /^(Observation\.status|(Region|Series)Connection\.correctedSearch)$/,
};

/** The fields that the package's operations select, each as often as it is selected. */
function selectedFields(document: DocumentNode): readonly Field[] {
  const info = new TypeInfo(schema);
  const selected: Field[] = [];
  visit(
    document,
    visitWithTypeInfo(info, {
      Field() {
        const field = info.getFieldDef();
        if (field) selected.push(field);
      },
    }),
  );
  return selected;
}

test('at least four of five fields of partners are null for no reason of the data', () => {
  const share = shareOf(fields, isNeverNull);
  console.info(
    `${share} % of ${fields.length} fields; ${shareOf(fields, ({ type }) => isNonNullType(type))} % where errors are null`,
  );
  expect(share).toBeGreaterThanOrEqual(80);
});

test('of every other it is known why', () => {
  const others = [...coordinates].filter(([, field]) => !isNeverNull(field)).map(([coordinate]) => coordinate);
  const counts = Object.entries(WHY).map(([why, which]) => [others.filter((each) => which.test(each)).length, why]);
  console.info(counts.map((each) => each.join(': ')).join('\n'));
  expect(others.filter((each) => !Object.values(WHY).some((which) => which.test(each)))).toEqual([]);
  expect(counts.filter(([count]) => count === 0)).toEqual([]);
});

test('and four of five that the operations of the package select', () => {
  const views = ['ArticlePage', 'Choropleth', 'Home', 'RegionDashboard'].map((name) => `client/views/${name}.graphql`);
  const lists = readdirSync(new URL('../client/operations/', import.meta.url)).map(
    (name) => `client/operations/${name}`,
  );
  const selected = selectedFields(parse([...views, ...lists].map(read).join('\n')));
  const share = shareOf(selected, isNeverNull);
  console.info(
    `${share} % of ${selected.length} selected fields; ${shareOf(selected, ({ type }) => isNonNullType(type))} % where errors are null`,
  );
  expect(share).toBeGreaterThanOrEqual(80);
});
