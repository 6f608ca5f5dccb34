import { type ExecutionResult, GraphQLError, type GraphQLSchema } from 'graphql';
import { introspect } from '../introspect.ts';
import { readOperation } from '../request.ts';
import type { Upstream, UpstreamContext, UpstreamRequest } from '../upstream.ts';
import { createTwentyClient, type TwentyClient, type TwentyOptions } from './client.ts';
import { answerOperation, type Waves } from './dialect/plan.ts';
import { recordObjects } from './graph/relations.ts';
import { committedTwentySchema, lookupsOf, twentySchema } from './graph/schema.ts';
import type { TwentyNaming } from './naming.ts';

export type { TwentyNaming, TwentyOptions };
export { committedTwentySchema, twentySchema };

/**
 * Twenty as an upstream of the graph. Its schema is that of the running server; where that can't be had in time, the
 * committed one stands in, and what is asked is answered once the server is back.
 */
export async function createTwenty(options: TwentyOptions & { readonly naming?: TwentyNaming }): Promise<Upstream> {
  const client = createTwentyClient(options);
  const live = await introspect('Twenty', (query) => client.post({ query, variables: {} }), hasObjects);
  const schema = twentySchema(live.schema ?? committedTwentySchema(), options.naming);
  return {
    name: 'twenty',
    schema,
    schemaFrom: live.schema ? 'live' : 'committed',
    problem: live.problem,
    lookups: lookupsOf(schema),
    async execute({ document, variables, operationName, context }: UpstreamRequest) {
      try {
        const operation = readOperation(schema, document, variables, operationName);
        return await drive(answerOperation(schema, operation), client, context);
      } catch (error) {
        if (error instanceof GraphQLError) return { errors: [error] };
        throw error;
      }
    },
    close: () => client.close(),
  };
}

/** Who has no access to the workspace is answered with a schema, but with none of its objects. */
function hasObjects(schema: GraphQLSchema): boolean {
  return recordObjects(schema).size > 0;
}

/** Sends the requests of each wave at the same time, and hands over what came of them. */
async function drive(
  waves: Waves<ExecutionResult<Record<string, unknown>>>,
  client: TwentyClient,
  context: UpstreamContext,
): Promise<ExecutionResult<Record<string, unknown>>> {
  let step = waves.next();
  while (!step.done) {
    step = waves.next(await Promise.all(step.value.map((request) => client.send(request, context))));
  }
  return step.value;
}
