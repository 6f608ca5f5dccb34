import { stitchSchemas } from '@graphql-tools/stitch';
import type { IResolvers } from '@graphql-tools/utils';
import type { GraphQLSchema } from 'graphql';
import type { Upstream } from '../../subgraphs/contract/upstream.ts';
import { SEMANTIC_NON_NULL } from '../../subgraphs/schema/semantic-non-null.ts';
import { CHANGE_EVENT, type EventField } from '../events/index.ts';
import type { LinkFilters } from '../links/filters.ts';
import { fieldNameOf, type Link, type LocatedLink } from '../links/link.ts';
import { MAX_NODES } from '../links/located.ts';
import { DEFER } from './defer-directive.ts';
import { composingTypes, withFilterArguments } from './filter-arguments.ts';
import { scalarTypes } from './scalars.ts';

/**
 * Composes upstreams, links, events and filters across links into one schema, lookups included. The schemas of
 * audiences are cut from it. Plans execute its operations, not the schema itself.
 * @param links that `usableLinks` returns
 * @throws Error where the schemas conflict
 */
export function composeSchema(
  upstreams: readonly Upstream[],
  links: readonly (Link | LocatedLink)[],
  events: readonly EventField[],
  filters: readonly LinkFilters[],
): GraphQLSchema {
  const stitched = stitchSchemas({
    subschemas: upstreams.map(({ name, schema }) => ({ name, schema })),
    typeDefs: [...additions(links, events), ...composingTypes(filters)],
    resolvers: [scalarTypes(upstreams), ...links.map(extensionsOf)],
    typeMergingOptions: {
      typeDescriptionsMerger: (candidates) =>
        ROOTS.get(String(candidates[0]?.type.name)) ??
        candidates.findLast(({ type }) => type.description)?.type.description,
    },
  });
  return withFilterArguments(stitched, filters);
}

/** Descriptions of the root types. */
const ROOTS: ReadonlyMap<string, string> = new Map([
  [
    'Query',
    'Content (`cms…`), customers (`crm…`, for staff) and analytics, in one query for each view. For example `{ series(code: "BLS:CES0000000001") { title latest { time value } } }`. A root field that fails is null, with an error at its path; the others are answered.',
  ],
  [
    'Mutation',
    'Writes of staff: content (`cmsCreate…`, `cmsUpdate…`, `cmsDelete…`) and customers (`crmCreate…`, `crmUpdate…`, `crmDelete…`). Root fields run one after another. For example `mutation { cmsUpdateArticle(id: 1, data: { title: "…" }) { id title } }`. A value that is refused is BAD_USER_INPUT, and `extensions.input` names it.',
  ],
  [
    'Subscription',
    'Changes as they happen, by server-sent events or a WebSocket. For example `subscription { seriesUpdated(codes: ["BLS:CES0000000001"]) { series { latest { time value } } } }`. The selection of an event may follow links, as in a query.',
  ],
]);

/** Returns the SDL that the graph adds to the schemas of its upstreams. */
export function additions(links: readonly (Link | LocatedLink)[], events: readonly EventField[]): string[] {
  const located = links.filter((link) => 'search' in link);
  return [
    SEMANTIC_NON_NULL,
    DEFER,
    ...located.map(countedListType),
    ...links.map(extensionOf),
    ...(events.length > 0 ? [CHANGE_EVENT, `${JSON.stringify(ROOTS.get('Subscription'))} type Subscription`] : []),
    ...events.map(({ typeDefs }) => typeDefs),
  ];
}

/** Returns the type of a located link's field, as SDL. */
function countedListType({ list: { type, node, description } }: LocatedLink): string {
  return `
    ${JSON.stringify(description)}
    type ${type} {
      "The number of records."
      totalCount: Int!
      "The records in the order of their ids, at most \`first\` of them (0 to ${MAX_NODES})."
      nodes("The maximum number of records." first: Int! = 20): [${node}!]!
    }
  `;
}

/** Returns the list size of a link's field, for the cost of an operation. */
function extensionsOf(link: Link | LocatedLink): IResolvers {
  if (!('listSize' in link)) return {};
  return { [link.on]: { [fieldNameOf(link)]: { extensions: { listSize: link.listSize } } } };
}

function extensionOf({ on, field, description }: Link | LocatedLink): string {
  return `extend type ${on} {\n  ${JSON.stringify(description)}\n  ${field}\n}`;
}
