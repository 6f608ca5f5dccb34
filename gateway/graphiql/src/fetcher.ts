import type { Fetcher } from '@graphiql/toolkit';
import type { Explanation } from '../../observe/explain.ts';
import { resultsOf } from './events.ts';
import { authorization } from './session.ts';
import { settings } from './settings.ts';
import { createStore } from './store.ts';

/** How the last answer came about; null where nobody was told. */
export const explanation = createStore<Explanation | null>(null);

interface Answer {
  readonly data?: Record<string, unknown> | null;
  readonly extensions?: { readonly explain?: Explanation; readonly [name: string]: unknown };
}

/** Asks the gateway as whoever has signed in; what stands in the editor of headers goes before that. */
export const fetcher: Fetcher = async (params, { headers, documentAST } = {}) => {
  const isSubscription = operationOf(documentAST, params.operationName) === 'subscription';
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
  return withoutExplanation(answer);
};

type Document = NonNullable<Parameters<Fetcher>[1]>['documentAST'];

/** What kind of operation is asked for: the one of that name, or the only one. */
function operationOf(document: Document, name: string | null | undefined): string | undefined {
  const operations = document?.definitions.filter((each) => each.kind === 'OperationDefinition') ?? [];
  return operations.find((each) => !name || each.name?.value === name)?.operation;
}

/** It is drawn, so that it need not stand in the answer too. */
function withoutExplanation({ extensions: { explain: _, ...extensions } = {}, ...answer }: Answer) {
  return Object.keys(extensions).length > 0 ? { ...answer, extensions } : answer;
}
