import type { GraphQLSchema } from 'graphql';
import { createDerived, createNumbering } from '../common/memo.ts';
import type { UpstreamSource } from '../contract/upstream.ts';
import { createSchemaReader } from '../schema/introspect.ts';
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
    // Without access to the workspace, Twenty returns a schema without objects.
    isUsable: (schema) => recordObjects(schema).size > 0,
    readVersion: () => client.metadataVersion(),
  });
  let joinColumns: JoinColumns | undefined;
  let onContradiction = () => {};

  async function composeLive(live: GraphQLSchema): Promise<ComposedTwenty> {
    const [columns, version] = await Promise.all([client.joinColumns(), client.version()]);
    // If the metadata cannot be read, the last known columns apply.
    joinColumns = columns ?? joinColumns;
    const variant = `${numberOf(naming)} ${JSON.stringify([...(joinColumns ?? [])])}`;
    const compose = () => composeTwenty(live, { naming, joinColumns });
    const { schema, findings } = composed.derive(live, compose, variant);
    return { schema, findings: [...versionFindings(version), ...findings] };
  }

  return {
    name: 'twenty',
    async load({ committed = false } = {}) {
      const { schema: current, version, problem } = await reader.read();
      const live = committed ? undefined : current;
      const { schema, findings } = live
        ? await composeLive(live)
        : composeTwenty(options.committed?.() ?? committedTwentySchema(), { naming });
      const fetch = createRecordBatches({
        schema,
        fetch: (operation, context) =>
          answerOperation(schema, operation, {
            send: (request) => client.send(request, context),
            onContradiction: () => onContradiction(),
          }),
        room: () => client.room(),
      });
      return {
        name: 'twenty',
        schema,
        schemaFrom: live ? 'live' : 'committed',
        schemaVersion: version,
        problem,
        findings,
        lookups: lookupsOf(schema),
        rowFilters: rowFiltersOf(schema),
        followed: followedOf(schema),
        fetch,
        health: () => client.health(),
        close: () => client.close(),
      };
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
