import { buildSchema, graphqlSync } from 'graphql';
import { TwentyError } from './errors.ts';
import type { TwentyAnswer, TwentyRequest } from './graphql/request.ts';

const schema = buildSchema(`
  type Query { currentWorkspace: Workspace! }
  type Workspace { id: UUID! metadataVersion: Int! }
  scalar UUID
`);

/** The sandbox's schema never changes. */
const WORKSPACE = { id: '20202020-0000-4000-8000-000000000001', metadataVersion: 1 };

/** Answers `/metadata`, of which the stand-in knows what a gateway polls: whether the schema has changed. */
export function answerMetadata({ query, variables, operationName }: TwentyRequest, hasToken: boolean): TwentyAnswer {
  if (!hasToken) return { data: null, errors: [new TwentyError('Forbidden resource', { code: 'FORBIDDEN' })] };
  return graphqlSync({
    schema,
    source: query,
    rootValue: { currentWorkspace: WORKSPACE },
    variableValues: variables,
    operationName,
  });
}
