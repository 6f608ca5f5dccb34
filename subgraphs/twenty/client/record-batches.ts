import DataLoader from 'dataloader';
import { type GraphQLError, type GraphQLSchema, isListType, OperationTypeNode } from 'graphql';
import { upstreamError } from '../../errors.ts';
import type { FieldRequest, OperationRequest } from '../../request.ts';
import { lostField, type ResponseField } from '../../response/index.ts';
import type { Upstream, UpstreamContext } from '../../upstream.ts';

type Ask = Upstream['ask'];

export interface RecordBatchOptions {
  /** Twenty's part of the graph. */
  readonly schema: GraphQLSchema;
  readonly ask: Ask;
  /** Waits until Twenty's rate limit leaves room; undefined where it does now. */
  readonly room: () => Promise<void> | undefined;
}

/**
 * Asks for records by id. While Twenty's rate limit holds requests up, those that ask for the same fields of records wait
 * together and become one lookup: sixty profiles of companies take the root fields of one. All callers are asked for with the
 * gateway's API key, so that one answer is right for each of them.
 */
export function createRecordBatches({ schema, ask, room }: RecordBatchOptions): Ask {
  const lookups = lookupsByRecordField(schema);
  /** The batches that wait, by what they select. */
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
        return load(ask, records, ids, { caller: context.caller });
      },
      { batchScheduleFn: (dispatch) => void hasRoom.then(dispatch) },
    );
    waiting.set(selections, batch);
    return batch;
  }

  return async (operation, context) => {
    const [field] = operation.fields;
    const lookup = field && isAlone(operation) ? lookups.get(field.name) : undefined;
    const hasRoom = lookup && room();
    if (!field || !lookup || !hasRoom) return ask(operation, context);
    const loaded = batchOf(field, lookup, context, hasRoom).load(String(field.args.id));
    return { fields: [await beforeDeadline(loaded, context)] };
  };
}

const isAlone = ({ type, fields }: OperationRequest) => type === OperationTypeNode.QUERY && fields.length === 1;

/** `crmCompany` → the definition of `crmCompaniesByIds`. */
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

/** The records of the ids, in their order. What fails as a whole fails for each. */
async function load(
  ask: Ask,
  request: FieldRequest,
  ids: readonly string[],
  context: UpstreamContext,
): Promise<readonly ResponseField[]> {
  const { fields } = await ask({ type: OperationTypeNode.QUERY, fields: [request] }, context);
  const { layout, value, errors } = fields[0] ?? lostField([]);
  if (layout.kind !== 'list' || !Array.isArray(value)) return ids.map(() => lostField(errors));
  return ids.map((_, nth) => ({ layout: layout.of, value: value[nth] ?? null, errors }));
}

/** What was loaded, or the error UPSTREAM_TIMEOUT or REQUEST_CANCELLED where the caller can't wait that long. */
function beforeDeadline(loaded: Promise<ResponseField>, { deadline, signal }: UpstreamContext): Promise<ResponseField> {
  return new Promise((resolve, reject) => {
    const fail = (error: GraphQLError) => resolve(lostField([error]));
    const late = () =>
      fail(upstreamError('twenty', 'UPSTREAM_TIMEOUT', 'Twenty did not answer in the time of this request.'));
    const cancel = () =>
      fail(upstreamError('twenty', 'REQUEST_CANCELLED', 'The client left before Twenty had answered.'));
    const timer = deadline === undefined ? undefined : setTimeout(late, Math.max(0, deadline - performance.now()));
    signal?.addEventListener('abort', cancel, { once: true });
    loaded.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', cancel);
    });
  });
}
