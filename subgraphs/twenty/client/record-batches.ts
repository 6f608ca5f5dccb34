import DataLoader from 'dataloader';
import { type ExecutionResult, type GraphQLError, type GraphQLSchema, isListType, OperationTypeNode } from 'graphql';
import { errorAt, upstreamError } from '../../errors.ts';
import { elements } from '../../json.ts';
import type { FieldRequest, OperationRequest } from '../../request.ts';
import type { Came, Upstream, UpstreamContext } from '../../upstream.ts';

type Ask = Upstream['ask'];

/** A record, or the errors that it cost, with paths from the record on. */
interface Loaded {
  readonly value: unknown;
  readonly errors: readonly GraphQLError[];
}

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
  const waiting = new Map<FieldRequest['selections'], DataLoader<string, Loaded>>();

  function batchOf(
    field: FieldRequest,
    lookup: FieldRequest['definition'],
    context: UpstreamContext,
    hasRoom: Promise<void>,
  ) {
    const { selections } = field;
    const known = waiting.get(selections);
    if (known) return known;
    const batch = new DataLoader<string, Loaded>(
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
    const { value, errors } = await beforeDeadline(
      batchOf(field, lookup, context, hasRoom).load(String(field.args.id)),
      context,
    );
    const key = field.responseKey;
    const result = {
      data: { [key]: value },
      errors: errors.map((error) => errorAt(error, [key, ...(error.path ?? [])])),
    };
    return cameAs(result);
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
  field: FieldRequest,
  ids: readonly string[],
  context: UpstreamContext,
): Promise<readonly Loaded[]> {
  const { data, errors = [] } = (await ask({ type: OperationTypeNode.QUERY, fields: [field] }, context)).read();
  const records = elements(data?.[field.responseKey]);
  const shared = errors.filter(({ path }) => typeof path?.[1] !== 'number').map((error) => errorAt(error, []));
  const own = Map.groupBy(errors, ({ path }) => path?.[1]);
  return ids.map((_, nth) => ({
    value: records[nth] ?? null,
    errors: [...shared, ...(own.get(nth) ?? []).map((error) => errorAt(error, error.path?.slice(2) ?? []))],
  }));
}

function cameAs(result: ExecutionResult<Record<string, unknown>>): Came {
  const { errors = [], ...rest } = result;
  return { read: () => (errors.length > 0 ? result : rest) };
}

/** What was loaded, or the error UPSTREAM_TIMEOUT or REQUEST_CANCELLED where the caller can't wait that long. */
function beforeDeadline(loaded: Promise<Loaded>, { deadline, signal }: UpstreamContext): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const fail = (error: GraphQLError) => resolve({ value: null, errors: [error] });
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
