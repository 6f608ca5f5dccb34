import {
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  parse,
  validate,
} from 'graphql';
import { fragmentsOf } from '../../subgraphs/common/syntax.ts';
import type { Documents } from '../documents/persisted-documents.ts';
import { withCitations } from './citations.ts';
import { citedAnswer } from './cited-answer.ts';
import { firstSentence, variablesSchema } from './json-schema.ts';
import type { Tool } from './tool.ts';

export interface DocumentToolsOptions {
  /** The graph, as the caller sees it. */
  readonly schema: GraphQLSchema;
  readonly trusted: Documents;
  /** Whether parameters are described. */
  readonly withDescriptions: boolean;
}

/** Makes a tool of each trusted query that the caller may send. */
export function documentTools(options: DocumentToolsOptions): Tool[] {
  const { schema, trusted, withDescriptions } = options;
  return [...trusted.values()].flatMap((text) => {
    const document = parse(text, { noLocation: true });
    const operation = queryOf(document);
    if (!operation?.name || validate(schema, document).length > 0) return [];
    const description = descriptionOf(schema, operation, document);
    // A document of introspection alone, which describes the schema to a page.
    if (description === '') return [];
    const cited = withCitations(schema, document);
    return {
      name: operation.name.value,
      description,
      inputSchema: variablesSchema(schema, document, operation, withDescriptions),
      call: (variables, context) => citedAnswer(cited, { variables }, context),
    };
  });
}

/** Returns the only operation of a document if it is a query. */
function queryOf(document: DocumentNode): OperationDefinitionNode | undefined {
  const [operation, another] = document.definitions.filter((each) => each.kind === Kind.OPERATION_DEFINITION);
  return another || operation?.operation !== OperationTypeNode.QUERY ? undefined : operation;
}

/** Describes an operation by the descriptions of its root fields, without those of introspection. */
function descriptionOf(schema: GraphQLSchema, operation: OperationDefinitionNode, document: DocumentNode): string {
  const fields = schema.getQueryType()?.getFields() ?? {};
  const fragments = fragmentsOf(document);
  const roots = operation.selectionSet.selections.flatMap((each) =>
    each.kind === Kind.FRAGMENT_SPREAD ? (fragments.get(each.name.value)?.selectionSet.selections ?? []) : each,
  );
  const names = new Set(roots.flatMap((each) => (each.kind === Kind.FIELD ? each.name.value : [])));
  return [...names].flatMap((name) => firstSentence(fields[name]?.description ?? '') || []).join(' ');
}
