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

/** The fields of the graph that partners see. */
const fields = Object.values(schema.getTypeMap())
  .filter(isObjectType)
  .filter(({ name }) => !name.startsWith('__'))
  .flatMap((type) => Object.values(type.getFields()));

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

test('more than three of five fields of partners are null for no reason of the data', () => {
  const share = shareOf(fields, isNeverNull);
  console.info(
    `${share} % of ${fields.length} fields; ${shareOf(fields, ({ type }) => isNonNullType(type))} % where errors are null`,
  );
  expect(share).toBeGreaterThanOrEqual(64);
});

test('and more than two of three that the operations of the package select', () => {
  const views = ['ArticlePage', 'Choropleth', 'Home', 'RegionDashboard'].map((name) => `client/views/${name}.graphql`);
  const lists = readdirSync(new URL('../client/operations/', import.meta.url)).map(
    (name) => `client/operations/${name}`,
  );
  const selected = selectedFields(parse([...views, ...lists].map(read).join('\n')));
  const share = shareOf(selected, isNeverNull);
  console.info(
    `${share} % of ${selected.length} selected fields; ${shareOf(selected, ({ type }) => isNonNullType(type))} % where errors are null`,
  );
  expect(share).toBeGreaterThanOrEqual(70);
});
