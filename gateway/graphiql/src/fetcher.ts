import type { Fetcher } from '@graphiql/toolkit';
import { GraphQLError, Kind, parse } from 'graphql';
import type { Explanation } from '../../observe/explain.ts';
import { resultsOf } from './events.ts';
import { authorization, session } from './session.ts';
import { settings } from './settings.ts';
import { createStore } from './store.ts';

/** The explanation of the last answer; null where it had none. */
export const explanation = createStore<Explanation | null>(null);

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly errors?: readonly GraphQLError[];
  readonly extensions?: { readonly explain?: Explanation; readonly [name: string]: unknown };
}

/** Asks the gateway as whoever has signed in; what stands in the editor of headers goes before that. */
export const fetcher: Fetcher = async (params, { headers } = {}) => {
  const isSubscription = operationOf(params.query, params.operationName) === 'subscription';
  const response = await fetch(settings.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: isSubscription ? 'text/event-stream' : 'application/graphql-response+json, application/json',
      'x-chronos-explain': '1',
      ...authorization(),
      ...headers,
    },
    body: JSON.stringify(params),
  });
  if (isSubscription) return resultsOf<Answer>(response);
  const answer: Answer = await response.json();
  if (params.operationName === 'IntrospectionQuery') return withoutExplanation(answer);
  explanation.set(answer.extensions?.explain ?? null);
  return withSignIn(withoutExplanation(answer));
};

/** Returns the kind of operation: of the one of that name, or the only one. GraphiQL's own parsed document comes later than a paste. */
function operationOf(query: string, name: string | null | undefined): string | undefined {
  try {
    const operations = parse(query).definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
    return operations.find((each) => !name || each.name?.value === name)?.operation;
  } catch (error) {
    // The gateway answers with what is wrong.
    if (error instanceof GraphQLError) return undefined;
    throw error;
  }
}

/** Leads who has not signed in to do so, where an operation has what this caller's schema lacks. */
function withSignIn(answer: Answer): Answer {
  const isLacking = answer.errors?.some(({ message }) => /^(Unknown type|Cannot query field)/.test(message));
  if (!isLacking || !settings.isGateway || session.get().audience !== 'anyone') return answer;
  const message =
    'Sign in first if this operation is for staff or partners: the person on the left. Not everyone has what it requests.';
  return { errors: [new GraphQLError(message), ...(answer.errors ?? [])] };
}

/** It is drawn, so that it need not stand in the answer too. */
function withoutExplanation({ extensions: { explain: _, ...extensions } = {}, ...answer }: Answer) {
  return Object.keys(extensions).length > 0 ? { ...answer, extensions } : answer;
}
