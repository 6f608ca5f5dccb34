import { type DocumentNode, GraphQLError, Kind, OperationTypeNode } from 'graphql';
import { z } from 'zod';
import { parseDocument } from '../documents/parse-document.ts';
import { withCitations } from './citations.ts';
import { citedAnswer } from './cited-answer.ts';
import { generalTool, refusalOfUnknown } from './tool.ts';

/** The tool that answers a query that the caller wrote. */
export const runTool = generalTool({
  name: 'run',
  description:
    'Answers a GraphQL query. It is read-only: no mutations, no subscriptions. Series get their code, units and source added, to cite. `describe` has the types.',
  args: z.strictObject({
    query: z.string().min(1).describe('One query: "query { … }".'),
    variables: z.record(z.string(), z.unknown()).default({}),
  }),
  async call({ query, variables }, context) {
    const { bytes, tokens } = context.bounds;
    if (Buffer.byteLength(query) > bytes) return { refused: `A query has at most ${bytes} bytes.` };
    const document = parsed(query, tokens);
    if (document instanceof GraphQLError) return { refused: document.message };
    if (!document.definitions.every(isRead)) {
      return { refused: 'Tools only read: send one query, no mutation and no subscription.' };
    }
    const refused = refusalOfUnknown(variables, variablesOf(document), 'The query has no variable');
    if (refused !== undefined) return { refused };
    const cited = withCitations(context.schema, document);
    return citedAnswer(cited, { isOwn: true, variables }, context);
  },
});

/** Returns whether a definition only reads. The pipeline refuses writes too; this error names the remedy. */
function isRead(definition: DocumentNode['definitions'][number]): boolean {
  return definition.kind !== Kind.OPERATION_DEFINITION || definition.operation === OperationTypeNode.QUERY;
}

function variablesOf({ definitions }: DocumentNode): string[] {
  return definitions.flatMap((each) => {
    const declared = each.kind === Kind.OPERATION_DEFINITION ? each.variableDefinitions : [];
    return declared?.map(({ variable }) => variable.name.value) ?? [];
  });
}

function parsed(query: string, tokens: number): DocumentNode | GraphQLError {
  try {
    return parseDocument(query, tokens);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
    throw error;
  }
}
