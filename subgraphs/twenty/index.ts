import type { GraphQLSchema } from 'graphql';
import { createDerived, createNumbering } from '../common/memo.ts';
import type { Upstream, UpstreamSource } from '../contract/upstream.ts';
import { orRefusal } from '../response/index.ts';
import { createSchemaReader, type KnownSchema } from '../schema/introspect.ts';
import { type JoinColumns, versionFindings } from './client/metadata.ts';
import { createRecordBatches } from './client/record-batches.ts';
import { TwentyClient, type TwentyOptions } from './client.ts';
import { answerOperation } from './dialect/index.ts';
import type { TwentyNaming } from './naming.ts';
import { type ComposedTwenty, committedTwentySchema, composeTwenty, followedOf, lookupsOf } from './schema/index.ts';
import { recordObjects } from './schema/relations.ts';
import { rowFiltersOf } from './schema/row-filters.ts';

export { typeOfObject } from './schema/index.ts';
export type { TwentyNaming, TwentyOptions };
export { committedTwentySchema };

export type CreateTwentyOptions = TwentyOptions & {
  readonly naming?: TwentyNaming;
  /** The committed schema of this workspace. Default: the schema of a new workspace. */
  readonly committed?: () => GraphQLSchema | undefined;
};

/**
 * Connects Twenty as an upstream of the graph. It has the running server's schema. If this cannot be read in time, it
 * has the committed schema, and answers requests when the server is back.
 */
export function connectTwenty(options: CreateTwentyOptions): UpstreamSource {
  const { naming = {} } = options;
  const client = new TwentyClient(options);
  const reader = createSchemaReader({
    label: 'Twenty',
    send: (query) => client.post({ query, variables: {} }),
    isUsable: hasObjects,
    readVersion: () => client.metadataVersion(),
  });
  let joinColumns: JoinColumns | undefined;
  let onContradiction = () => {};
  const upstreamOf = (known: KnownSchema, composed: ComposedTwenty, schemaFrom: Upstream['schemaFrom']) =>
    createUpstream({ client, known, composed, schemaFrom, onContradiction: () => onContradiction() });
  return {
    name: 'twenty',
    async load({ committed = false } = {}) {
      const live = await reader.read();
      if (committed || !live.schema) {
        return upstreamOf(live, composeTwenty(options.committed?.() ?? committedTwentySchema(), options), 'committed');
      }
      const [columns, version] = await Promise.all([client.joinColumns(), client.version()]);
      // If the metadata cannot be read, the last known columns apply.
      joinColumns = columns ?? joinColumns;
      const own = live.schema;
      const { schema, findings } = composed.derive(
        own,
        () => composeTwenty(own, { naming, joinColumns }),
        `${numberOf(naming)} ${JSON.stringify([...(joinColumns ?? [])])}`,
      );
      return upstreamOf(live, { schema, findings: [...versionFindings(version), ...findings] }, 'live');
    },
    look: async () => ({ name: 'twenty', ...(await reader.look()) }),
    watchAnswers(listener) {
      onContradiction = listener;
    },
    close: () => client.close(),
  };
}

/** Twenty's parts of the graph, by its own schemas. */
const composed = createDerived<GraphQLSchema, ComposedTwenty>();
const numberOf = createNumbering();

interface UpstreamParts {
  readonly client: TwentyClient;
  readonly known: KnownSchema;
  readonly composed: ComposedTwenty;
  readonly schemaFrom: Upstream['schemaFrom'];
  readonly onContradiction: () => void;
}

function createUpstream({ client, known, composed, schemaFrom, onContradiction }: UpstreamParts): Upstream {
  const { schema, findings } = composed;
  const batched = createRecordBatches({
    schema,
    fetch: (operation, context) =>
      answerOperation(schema, operation, { send: (request) => client.send(request, context), onContradiction }),
    room: () => client.room(),
  });
  const fetch: Upstream['fetch'] = (operation, context) => orRefusal(operation, () => batched(operation, context));
  return {
    name: 'twenty',
    schema,
    schemaFrom,
    schemaVersion: known.version,
    problem: known.problem,
    findings,
    lookups: lookupsOf(schema),
    rowFilters: rowFiltersOf(schema),
    followed: followedOf(schema),
    fetch,
    health: () => client.health(),
    close: () => client.close(),
  };
}

/** Whether a schema has objects: without access to the workspace, Twenty returns a schema without them. */
function hasObjects(schema: GraphQLSchema): boolean {
  return recordObjects(schema).size > 0;
}
