import { stitchSchemas } from '@graphql-tools/stitch';
import type { ExecutionResult, Executor, IResolvers } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import type { EventField } from '../../../gateway/events/index.ts';
import { additions } from '../../../gateway/graph/compose.ts';
import { scalarTypes } from '../../../gateway/graph/scalars.ts';
import { fieldNameOf, type Link, type LocatedLink } from '../../../gateway/links/link.ts';
import type { Upstream } from '../../../subgraphs/contract/upstream.ts';
import { execute } from '../../../subgraphs/testing/execute.ts';
import type { GraphContext, GraphSubschema } from './context.ts';
import { countedListResolvers } from './counted-list.ts';
import { withErrorPaths } from './error-paths.ts';
import { eventResolvers } from './event-resolvers.ts';
import { keyedLinkResolver } from './keyed-link.ts';
import { locatedLinkResolver } from './located-link.ts';
import { needsText } from './needs.ts';

/** The graph as a schema that resolvers execute, lookups included: what an operation means. */
export function stitch(
  upstreams: readonly Upstream[],
  links: readonly (Link | LocatedLink)[],
  events: readonly EventField[],
): GraphQLSchema {
  const subschemas = new Map(upstreams.map((upstream) => [upstream.name, subschemaOf(upstream)]));
  const subschema = (name: Upstream['name']) => {
    const found = subschemas.get(name);
    if (!found) throw new Error(`A link leads to "${name}", which is not among the upstreams.`);
    return found;
  };
  const resolverOf = (link: Link | LocatedLink) =>
    'search' in link
      ? locatedLinkResolver(link, {
          search: subschema(link.search.upstream),
          locate: subschema(link.locate.lookup.upstream),
        })
      : keyedLinkResolver(link, subschema(link.lookup.upstream));
  return withErrorPaths(
    stitchSchemas<GraphContext>({
      subschemas: [...subschemas.values()],
      typeDefs: additions(links, events),
      resolvers: [
        scalarTypes(upstreams),
        ...links.filter((link) => 'search' in link).map(countedListResolvers),
        ...events.map((event) => eventResolvers(event, subschema(event.item.upstream))),
        ...links.map(
          (link): IResolvers<unknown, GraphContext> => ({
            [link.on]: {
              [fieldNameOf(link)]: {
                selectionSet: needsText(link.needs),
                resolve: resolverOf(link),
              },
            },
          }),
        ),
      ],
    }),
  );
}

/** What each wave asks of an upstream leaves as one operation: `batch` merges it. */
function subschemaOf(upstream: Upstream): GraphSubschema {
  const { name, schema } = upstream;
  const executor: Executor<GraphContext> = async ({ document, variables, operationName, context }) => {
    if (!context) throw new Error('The graph is executed with a context.');
    return (await execute(upstream, {
      document,
      variables,
      operationName,
      context: context.upstream,
    })) as ExecutionResult;
  };
  return { name, schema, batch: true, executor };
}
