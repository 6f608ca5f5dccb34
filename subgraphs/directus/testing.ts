import { readFileSync } from 'node:fs';
import { buildSchema, type GraphQLSchema, parse } from 'graphql';
import { collections } from '../../demo/collections.ts';
import type { Upstream } from '../contract/upstream.ts';
import { resultOf } from '../response/index.ts';
import { readOperation } from '../testing/read-operation.ts';
import type { Assets } from './dialect/compile/compiling.ts';
import { namesOf } from './dialect/errors.ts';
import { answerOperation } from './dialect/index.ts';
import { type CreateDirectusOptions, connectDirectus, type DirectusNaming, namingOf } from './index.ts';
import { composeDirectus } from './schema/index.ts';

/** The demo's naming of Directus. */
export const demoNaming = namingOf({ collections });

/** Builds the part of the graph that Directus answers. @param upstreamSchema Directus's own schema */
export function directusSchema(upstreamSchema: GraphQLSchema, naming: DirectusNaming): GraphQLSchema {
  return composeDirectus(upstreamSchema, naming).schema;
}

/** Returns Directus's committed schema; `directusSchema` builds the graph's part from it. */
export function committedDirectusSchema(): GraphQLSchema {
  return buildSchema(readFileSync(new URL('schema.graphql', import.meta.url), 'utf8'));
}

/** Connects to Directus with the demo's naming, and loads it. */
export async function createDirectus(options: Omit<CreateDirectusOptions, 'naming' | 'committed'>): Promise<Upstream> {
  return connectDirectus({ naming: demoNaming, committed: committedDirectusSchema, ...options }).load();
}

const committed = directusSchema(committedDirectusSchema(), demoNaming);

/** The requests to Directus, and the graph's answer, as JSON. */
export interface Dialogue {
  readonly sent: readonly string[];
  /** The endpoint of each request; undefined for `/graphql`. */
  readonly endpoints: readonly (string | undefined)[];
  readonly variables: readonly unknown[];
  readonly answer: unknown;
}

export interface DialogueOptions {
  /** The graph's schema; by default built from the committed schema. */
  readonly schema?: GraphQLSchema;
  readonly variables?: Record<string, unknown>;
  /** The known denials of the caller's role. */
  readonly denials?: Set<string>;
  /** Maximum number of rows of one list of Directus. */
  readonly queryLimitMax?: number;
  readonly assets?: Assets;
}

/** Answers a query of the graph with a Directus that returns these bodies, one for each request. */
export async function converse(
  query: string,
  bodies: readonly unknown[],
  { schema = committed, variables = {}, denials = new Set(), ...options }: DialogueOptions = {},
): Promise<Dialogue> {
  const sent: { readonly text: string; readonly variables: unknown; readonly endpoint: string | undefined }[] = [];
  const operation = readOperation(schema, parse(query), variables);
  const response = await answerOperation(operation, {
    async send(document, endpoint) {
      const body = bodies[sent.push({ ...document, endpoint }) - 1];
      if (body === undefined) throw new Error(`Directus was asked once more than expected:\n${document.text}`);
      return { status: 200, headers: {}, body };
    },
    denials,
    inGraphNames: namesOf(schema),
    assets: { base: 'https://cms.example/', transforms: 'directus' },
    ...options,
  });
  return {
    sent: sent.map(({ text }) => text.replaceAll(/\s+/g, ' ')),
    endpoints: sent.map(({ endpoint }) => endpoint),
    variables: sent.map((document) => document.variables),
    answer: JSON.parse(JSON.stringify(resultOf(operation.fields, response))),
  };
}

/** Builds Directus's answer to a document with these validation errors: a message and its line. */
export function refusal(errors: readonly (readonly [message: string, line: number])[]) {
  const found = errors.map(([message, line]) => ({ message, locations: [{ line, column: 3 }] }));
  return {
    errors: [{ message: 'GraphQL validation error.', extensions: { code: 'GRAPHQL_VALIDATION', errors: found } }],
  };
}

/** Builds Directus's answer for a failure. */
export function failure(code: string, message: string) {
  return { errors: [{ message, extensions: { code } }] };
}
