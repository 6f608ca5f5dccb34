import type { Fetcher } from '@graphiql/toolkit';
import type { Explanation } from '../../observe/explain.ts';
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
export const fetcher: Fetcher = async (params, { headers } = {}) => {
  const response = await fetch(settings.endpoint, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json, application/json',
      'x-chronos-explain': '1',
      ...authorization(),
      ...headers,
    },
    body: JSON.stringify(params),
  });
  const answer: Answer = await response.json();
  if (params.operationName === 'IntrospectionQuery') return withoutExplanation(answer);
  explanation.set(answer.extensions?.explain ?? null);
  return withoutExplanation(answer);
};

/** It is drawn, so that it need not stand in the answer too. */
function withoutExplanation({ extensions: { explain: _, ...extensions } = {}, ...answer }: Answer) {
  return Object.keys(extensions).length > 0 ? { ...answer, extensions } : answer;
}
