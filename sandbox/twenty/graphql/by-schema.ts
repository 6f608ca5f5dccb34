import {
  type DocumentNode,
  executeSync,
  GraphQLObjectType,
  GraphQLSchema,
  NoSchemaIntrospectionCustomRule,
  specifiedRules,
  type ValidationRule,
  validate,
} from 'graphql';
import { createDerived } from '../../../subgraphs/common/memo.ts';
import type { TwentyAnswer, TwentyRequest } from './request.ts';
import { withoutSuggestion } from './suggestion.ts';

/** What a caller without a token is answered by: a schema that knows no object. */
const STRANGERS_SCHEMA = new GraphQLSchema({
  query: new GraphQLObjectType({ name: 'Query', fields: {} }),
  mutation: new GraphQLObjectType({ name: 'Mutation', fields: {} }),
  assumeValid: true,
});

/** Answers what is not of the workspace's objects: introspection, `__typename`, or an error for anything else. */
export function answerBySchema(
  schema: GraphQLSchema,
  document: DocumentNode,
  { query, variables, operationName }: TwentyRequest,
  rules: readonly ValidationRule[] = specifiedRules,
): TwentyAnswer {
  const answer = (): TwentyAnswer => {
    const errors = validate(schema, document, rules);
    if (errors.length > 0) return { errors: errors.map(withoutSuggestion) };
    return executeSync({ schema, document, variableValues: variables, operationName });
  };
  const isText = operationName === undefined && Object.keys(variables).length === 0;
  return isText ? answers.derive(schema, answer, query) : answer();
}

/** Answers of schemas to texts without variables, such as introspection. */
const answers = createDerived<GraphQLSchema, TwentyAnswer>();

/** In production Twenty lets nobody without a token look at its schema. */
export function answerStranger(document: DocumentNode, request: TwentyRequest): TwentyAnswer {
  return answerBySchema(STRANGERS_SCHEMA, document, request, [...specifiedRules, NoSchemaIntrospectionCustomRule]);
}
