import DataLoader from 'dataloader';
import { GraphQLError, type GraphQLSchema, isListType, OperationTypeNode } from 'graphql';
import type { FieldRequest, OperationRequest } from '../../contract/request.ts';
import type { Upstream, UpstreamContext } from '../../contract/upstream.ts';
import { lostField, type ResponseField } from '../../response/index.ts';
import { createInFlightRequests } from '../../transport/in-flight.ts';
import { callerError } from '../../transport/transport-error.ts';

type Fetch = Upstream['fetch'];

export interface RecordBatchOptions {
  /** Twenty's part of the graph. */
  readonly schema: GraphQLSchema;
  readonly fetch: Fetch;
  /** Waits until Twenty's rate limit allows a root field; undefined where it already does. */
  readonly room: () => Promise<void> | undefined;
}

/**
 * Requests records by id. While Twenty's rate limit delays requests, requests for the same fields of records are merged
 * into one lookup: sixty company profiles then use as many root fields as one. All requests use the gateway's API key,
 * so one answer is correct for all callers.
 */
export function createRecordBatches({ schema, fetch, room }: RecordBatchOptions): Fetch {
  const lookups = lookupsByRecordField(schema);
  const callers = createInFlightRequests<ResponseField>('Twenty', Number.POSITIVE_INFINITY);
  /** The waiting batches, by their selections. */
  const waiting = new Map<FieldRequest['selections'], DataLoader<string, ResponseField>>();

  function batchOf(
    field: FieldRequest,
    lookup: FieldRequest['definition'],
    context: UpstreamContext,
    hasRoom: Promise<void>,
  ) {
    const { selections } = field;
    const known = waiting.get(selections);
    if (known) return known;
    const batch = new DataLoader<string, ResponseField>(
      (ids) => {
        waiting.delete(selections);
        const records = { ...field, responseKey: 'records', name: lookup.name, definition: lookup, args: { ids } };
        return load(fetch, records, ids, { caller: context.caller });
      },
      { batchScheduleFn: (dispatch) => void hasRoom.then(dispatch) },
    );
    waiting.set(selections, batch);
    return batch;
  }

  /** Waits at most as long as the caller: UPSTREAM_TIMEOUT or REQUEST_CANCELLED becomes the field's error. */
  async function waitFor(loaded: Promise<ResponseField>, context: UpstreamContext): Promise<ResponseField> {
    try {
      return await callers.wait(undefined, context, () => loaded).response;
    } catch (error) {
      const own = callerError('twenty', error);
      if (own instanceof GraphQLError) return lostField([own]);
      throw own;
    }
  }

  return (operation, context) => {
    const [field] = operation.fields;
    const lookup = field && isAlone(operation) ? lookups.get(field.name) : undefined;
    const hasRoom = lookup && room();
    if (!field || !lookup || !hasRoom) return fetch(operation, context);
    const loaded = batchOf(field, lookup, context, hasRoom).load(String(field.args.id));
    return waitFor(loaded, context).then((record) => ({ fields: [record] }));
  };
}

const isAlone = ({ type, fields }: OperationRequest) => type === OperationTypeNode.QUERY && fields.length === 1;

/** Maps `crmCompany` → the definition of `crmCompaniesByIds`. */
function lookupsByRecordField(schema: GraphQLSchema): ReadonlyMap<string, FieldRequest['definition']> {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  const lookups = fields.filter(({ extensions }) => extensions.twenty?.kind === 'records');
  return new Map(
    fields
      .filter(({ extensions }) => extensions.twenty?.kind === 'record')
      .flatMap((record) => {
        const lookup = lookups.find(({ type }) => isListType(type) && type.ofType === record.type);
        return lookup ? [[record.name, lookup] as const] : [];
      }),
  );
}

/** Loads records in the order of their ids. Where the whole request fails, each record fails. */
async function load(
  fetch: Fetch,
  request: FieldRequest,
  ids: readonly string[],
  context: UpstreamContext,
): Promise<readonly ResponseField[]> {
  const { fields } = await fetch({ type: OperationTypeNode.QUERY, fields: [request] }, context);
  const { layout, value, errors } = fields[0] ?? lostField([]);
  if (layout.kind !== 'list' || !Array.isArray(value)) return ids.map(() => lostField(errors));
  return ids.map((_, nth) => ({ layout: layout.of, value: value[nth] ?? null, errors }));
}
