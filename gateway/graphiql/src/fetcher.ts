import type { Fetcher } from '@graphiql/toolkit';
import { GraphQLError, Kind, type OperationDefinitionNode, parse } from 'graphql';
import type { Explanation } from '../../observe/explain.ts';
import { resultsOf } from './events.ts';
import { authorization, session } from './session.ts';
import { settings } from './settings.ts';
import { createStore } from './store.ts';

/** The explanation of the last answer; null without one. */
export const explanation = createStore<Explanation | null>(null);

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: { readonly explain?: Explanation; readonly [name: string]: unknown };
}

/** Sends an operation with the session's token. The editor of headers takes precedence. */
export const fetcher: Fetcher = async (params, { headers } = {}) => {
  const operation = operationOf(params.query, params.operationName);
  const isSubscription = operation?.operation === 'subscription';
  const response = await fetch(settings.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: isSubscription ? 'text/event-stream' : 'application/graphql-response+json, application/json',
      'x-chronos-explain': '1',
      ...authorization(),
      ...headers,
    },
    body: JSON.stringify(operation ? { ...params, operationName: operation.name?.value } : params),
  });
  if (isSubscription) return shownEach(resultsOf<Answer>(response));
  const answer: Answer = await response.json();
  if (params.operationName === 'IntrospectionQuery') return withoutExplanation(answer);
  return withSignIn(shown(answer));
};

/** Draws the explanation of each event's answer. */
async function* shownEach(answers: AsyncIterable<Answer>) {
  for await (const answer of answers) yield shown(answer);
}

/** Moves the explanation of an answer to the panel that draws it. */
function shown(answer: Answer) {
  explanation.set(answer.extensions?.explain ?? null);
  return withoutExplanation(answer);
}

/**
 * Returns the only operation, or else the named one. Right after a paste, GraphiQL still names the operation that was
 * there before.
 */
function operationOf(query: string, name: string | null | undefined): OperationDefinitionNode | undefined {
  try {
    const operations = parse(query).definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    return operations.length === 1 ? operations[0] : operations.find((each) => each.name?.value === name);
  } catch (error) {
    // The gateway's answer has the error.
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** Adds a hint to sign in, where an anonymous operation has fields that are absent from the caller's schema. */
function withSignIn(answer: Answer): Answer {
  const isLacking = answer.errors?.some(({ message }) => /^(Unknown type|Cannot query field)/.test(message));
  if (!isLacking || !settings.isGateway || session.get().audience !== 'anyone') return answer;
  const message =
    'Sign in first if this operation is for staff or partners: click the person on the left. The public schema lacks some of its fields.';
  return { errors: [new GraphQLError(message), ...(answer.errors ?? [])] };
}

function withoutExplanation({ extensions: { explain: _, ...extensions } = {}, ...answer }: Answer) {
  return Object.keys(extensions).length > 0 ? { ...answer, extensions } : answer;
}
