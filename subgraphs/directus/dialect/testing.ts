import { buildSchema, GraphQLError, parse } from 'graphql';
import { expect } from 'vitest';
import { knownField, resultOf } from '../../response/index.ts';
import { readOperation } from '../../testing/read-operation.ts';
import { withColumns } from '../client/columns.ts';
import { namingOf } from '../naming.ts';
import { composeDirectus } from '../schema/index.ts';
import { converse } from '../testing.ts';
import { namesOf } from './errors.ts';
import { answerMutation } from './mutations/index.ts';
import type { WriteRequest } from './mutations/request.ts';

/* A table with columns of every type, as Directus 11.17.4 describes it, and the graph's part for it. */

const rows = 'filter: cms_things_filter, sort: [String], limit: Int, offset: Int, page: Int, search: String';
const described = buildSchema(`
    scalar Date scalar JSON scalar GraphQLBigInt scalar GraphQLStringOrFloat
    type Query {
      cms_things(${rows}): [cms_things!]!
      cms_things_aggregated(groupBy: [String], ${rows}): [cms_things_aggregated!]!
    }
    type Mutation {
      create_cms_things_item(data: create_cms_things_input!): cms_things
      update_cms_things_item(id: ID!, data: update_cms_things_input!): cms_things
      delete_cms_things_item(id: ID!): delete_one
      delete_cms_things_items(ids: [ID]!): delete_many
    }
    type delete_one { id: ID! } type delete_many { ids: [ID]! }
    type cms_things {
      id: ID! exact: Float price: Float short: String other: String whole: Int big: GraphQLBigInt
      moment: Date moment_func: datetime_functions clock: Date clock_func: time_functions
      document: JSON document_func: count_functions labels: [String]
      made_by(limit: Int): directus_users made_by_many: [directus_users] parent: cms_things children(${rows}): [cms_things] children_func: count_functions
    }
    input create_cms_things_input {
      exact: Float short: String other: String whole: Int moment: Date clock: Date document: JSON labels: [String]
      parent: create_cms_things_input
    }
    input update_cms_things_input {
      exact: Float short: String other: String whole: Int moment: Date clock: Date document: JSON labels: [String]
      parent: update_cms_things_input
    }
    type directus_users { id: ID! email: String }
    type datetime_functions { hour: Int minute: Int second: Int }
    type time_functions { hour: Int minute: Int second: Int }
    type count_functions { count: Int }
    type cms_things_aggregated {
      group: JSON countAll: Int countDistinct: cms_things_aggregated_count
      avg: cms_things_aggregated_fields sum: cms_things_aggregated_fields min: cms_things_aggregated_fields
      sumDistinct: cms_things_aggregated_fields
    }
    type cms_things_aggregated_fields { id: Float exact: Float price: Float }
    type cms_things_aggregated_count { id: Int }
    input cms_things_filter {
      id: number_filter_operators exact: number_filter_operators short: string_filter_operators
      moment: date_filter_operators moment_func: datetime_function_filter_operators clock: date_filter_operators
      document: string_filter_operators document_func: count_function_filter_operators
      children_func: count_function_filter_operators parent: cms_things_filter
      _and: [cms_things_filter] _or: [cms_things_filter]
    }
    input number_filter_operators {
      _eq: GraphQLStringOrFloat _gt: GraphQLStringOrFloat _in: [GraphQLStringOrFloat] _neq: GraphQLStringOrFloat
      _null: Boolean
    }
    input string_filter_operators { _eq: String _contains: String _null: Boolean _nnull: Boolean }
    input date_filter_operators { _eq: String _gt: String _between: [GraphQLStringOrFloat] }
    input datetime_function_filter_operators { second: number_filter_operators }
    input count_function_filter_operators { count: number_filter_operators }
  `);
const PRICE = { isDecimal: true, isPresent: false, isRequired: false };
export const composed = composeDirectus(
  withColumns(described, new Map([['cms_things', new Map([['price', PRICE]])]])),
  namingOf({ collections: { cms_things: { fields: { price: 'What it costs.' } } } }),
);
export const { schema } = composed;

export const badInput = (message: string, path: readonly (string | number)[]) => ({
  message,
  path,
  extensions: { code: 'BAD_USER_INPUT', upstream: 'directus' },
});

/** The filter that Directus gets, or the error in its place. */
export async function filterOf(filter: string): Promise<unknown> {
  const { variables, answer } = await converse(
    `{ cmsThings(filter: ${filter}) { id } }`,
    [{ data: { cms_things: [] } }],
    {
      schema,
    },
  );
  const [sent] = variables as readonly { readonly v0?: unknown }[];
  return sent?.v0 ?? answer;
}

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** @param read what Directus gives where rows are read: an answer, or rows */
export async function mutate(mutation: string, answers: readonly Answered[], read: object) {
  const requests: WriteRequest[] = [];
  const body = 'rows' in read ? { data: { cms_things: read.rows } } : read;
  const operation = readOperation(schema, parse(`mutation ${mutation}`));
  const response = await answerMutation(operation, {
    async write(request) {
      const answer = answers[requests.push(request) - 1] ?? { status: 200, body: { data: { id: 1 } } };
      return { headers: {}, ...answer };
    },
    async read(field) {
      const keys = JSON.stringify('id' in field.args ? [field.args.id] : field.args.ids);
      const { answer } = await converse(`{ ${field.responseKey}: cmsThingsByIds(ids: ${keys}) { id } }`, [body], {
        schema,
      });
      const { data, errors = [] } = answer as { data: Record<string, unknown>; errors?: GraphQLError[] };
      return knownField(
        data[field.responseKey],
        errors.map(({ message, path, extensions }) => new GraphQLError(message, { path: path?.slice(1), extensions })),
      );
    },
    inGraphNames: namesOf(schema),
  });
  return { requests, result: JSON.parse(JSON.stringify(resultOf(operation.fields, response))) };
}

/** Returns the row that Directus receives. */
export async function written(data: string): Promise<unknown> {
  const { requests } = await mutate(`{ cmsUpdateThing(id: 1, data: { ${data} }) { id } }`, [], { rows: [{ id: '1' }] });
  return requests[0]?.body;
}

/** Returns the errors of a refused row: refused before it is written, or by Directus. */
export async function refused(data: string, answer?: Answered): Promise<unknown> {
  const { requests, result } = await mutate(`{ cmsCreateThing(data: { ${data} }) { id } }`, answer ? [answer] : [], {
    rows: [],
  });
  expect(requests).toHaveLength(answer ? 1 : 0);
  return result.errors.map(({ message, extensions: { code, input } }: GraphQLError) => {
    expect(code).toBe('BAD_USER_INPUT');
    return { message, input };
  });
}
