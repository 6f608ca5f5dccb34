import { stitchSchemas } from '@graphql-tools/stitch';
import type { ExecutionResult, Executor, IResolvers } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import type { Upstream } from '../../subgraphs/upstream.ts';
import { CHANGE_EVENT, type EventField } from '../events/index.ts';
import { fieldNameOf, type Link, type LocatedLink } from '../links/link.ts';
import { needsText } from '../links/needs.ts';
import type { GraphContext, GraphSubschema } from './context.ts';
import { countedListResolvers, countedListType } from './counted-list.ts';
import { withErrorPaths } from './error-paths.ts';
import { eventResolvers } from './event-resolvers.ts';
import { keyedLinkResolver } from './keyed-link.ts';
import { locatedLinkResolver } from './located-link.ts';
import { scalarResolvers } from './scalars.ts';

/**
 * Upstreams and links → one schema, lookups included: audiences are cut from it.
 * Pure: nothing is asked of an upstream before an operation is executed.
 * @param links those that `usableLinks` finds good
 * @throws Error where the schemas do not go together
 */
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
  const located = links.filter((link) => 'search' in link);
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
      typeDefs: [
        ...located.map(countedListType),
        ...links.map(extensionOf),
        ...(events.length > 0 ? [CHANGE_EVENT] : []),
        ...events.map(({ typeDefs }) => typeDefs),
      ],
      resolvers: [
        scalarResolvers(upstreams),
        ...located.map(countedListResolvers),
        ...events.map((event) => eventResolvers(event, subschema(event.item.upstream))),
        ...links.map(
          (link): IResolvers<unknown, GraphContext> => ({
            [link.on]: {
              [fieldNameOf(link)]: {
                selectionSet: needsText(link.needs),
                resolve: resolverOf(link),
                ...('listSize' in link && { extensions: { listSize: link.listSize } }),
              },
            },
          }),
        ),
      ],
    }),
  );
}

/** What each wave asks of an upstream leaves as one operation: `batch` merges it. */
function subschemaOf({ name, schema, execute }: Upstream): GraphSubschema {
  const executor: Executor<GraphContext> = ({ document, variables, operationName, context }) => {
    if (!context) throw new Error('The graph is executed with a context.');
    const request = { document, variables, operationName, context: context.upstream };
    return execute(request) as Promise<ExecutionResult>;
  };
  return { name, schema, batch: true, executor };
}

function extensionOf({ on, field, description }: Link | LocatedLink): string {
  return `extend type ${on} {\n  ${JSON.stringify(description)}\n  ${field}\n}`;
}
