import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { Documents } from '../documents/trusted-documents.ts';
import type { GraphContext } from '../graph/context.ts';
import { explain, explains } from '../observe/explain.ts';
import type { Answered, Observer } from '../observe/observer.ts';
import { createOperationFacts } from '../observe/operation-facts.ts';
import { codesOf, hasAnyData, type RequestRecord } from '../observe/record.ts';
import { admittedOf, identityOf } from './use-identity.ts';

export interface ObservationOptions {
  readonly observer: Observer;
  readonly trusted: Documents;
  /** Whether everyone may ask how an answer came about, as in the sandbox; else staff alone. */
  readonly explainToEveryone: boolean;
}

const records = new WeakMap<Request, RequestRecord>();

/** What is known of a request so far; undefined before it is read. */
export function recordOf(request: Request): RequestRecord | undefined {
  return records.get(request);
}

/** Keeps the record of each request, and explains the answer where it is asked to. */
export function useObservation({ observer, trusted, explainToEveryone }: ObservationOptions): Plugin {
  const factsOf = createOperationFacts(trusted);
  const answers = new WeakMap<Request, Omit<Answered, 'status'>>();
  return {
    onRequestParse({ request }) {
      records.set(request, observer.begin(request.headers));
    },
    onParse({ context: { request, params } }) {
      const record = records.get(request);
      return ({ result }) => {
        if (!record || result === null || result instanceof Error) return;
        record.operation = factsOf(result, params.query ?? '', params.operationName);
      };
    },
    onExecute({ args }) {
      const { request, upstream } = args.contextValue as unknown as GraphContext & { readonly request: Request };
      const record = records.get(request);
      if (!record) return undefined;
      observer.attach(record, upstream);
      record.execution ??= { by: 'stitch', reason: 'NO_PLAN' };
      if (!explains(request.headers, identityOf(request), explainToEveryone)) return undefined;
      return {
        onExecuteDone({ result, setResult }) {
          if (isAsyncIterable(result)) return;
          setResult({ ...result, extensions: { ...result.extensions, explain: explain(record) } });
        },
      };
    },
    onResultProcess({ request, result }) {
      if (Array.isArray(result) || isAsyncIterable(result)) return;
      const { data, errors } = result;
      answers.set(request, { codes: codesOf(errors), hasData: hasAnyData(data) });
    },
    onResponse({ request, response: { status, headers } }) {
      const record = records.get(request);
      if (!record) return;
      record.identity = admittedOf(request)?.identity;
      headers.set('x-request-id', record.id);
      observer.end(record, { status, ...(answers.get(request) ?? { codes: [], hasData: false }) });
    },
  };
}
