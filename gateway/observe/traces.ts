import {
  type Attributes,
  type Context,
  ROOT_CONTEXT,
  type Span,
  type SpanContext,
  SpanKind,
  SpanStatusCode,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import type { ObserveSettings } from '../config/config-of.ts';
import { type CallRecord, type RequestRecord, type UpstreamRequestRecord, type Watcher, wavesOf } from './record.ts';
import { spanContextOf, traceparentOf } from './traceparent.ts';

/** The spans of a request in flight. */
interface Spans {
  readonly request: Span;
  readonly waves: Map<number, Span>;
}

/**
 * Traces each request with a span, with a child for each wave, which has a child for each upstream request, which has a child
 * for each HTTP request (with `traceparent`) and SQL statement. No span has variables or credentials.
 */
export function traceRequests(tracer: Tracer): Watcher {
  const spansOf = new WeakMap<RequestRecord, Spans>();
  const spanOf = new WeakMap<UpstreamRequestRecord | CallRecord, Span>();

  function begun(name: string, parent: Span | SpanContext | undefined, attributes: Attributes, kind?: SpanKind): Span {
    return tracer.startSpan(name, { attributes, kind: kind ?? SpanKind.INTERNAL }, contextOf(parent));
  }

  return {
    requestBegins(record) {
      const parent = record.traceparent === undefined ? undefined : spanContextOf(record.traceparent);
      const request = begun('graphql', parent, { 'chronos.request.id': record.id }, SpanKind.SERVER);
      record.traceId = request.spanContext().traceId;
      spansOf.set(record, { request, waves: new Map() });
    },
    upstreamRequestBegins(upstreamRequest, record) {
      const spans = spansOf.get(record);
      if (!spans) return;
      const { wave, upstream } = upstreamRequest;
      const waveSpan = spans.waves.get(wave) ?? begun(`wave ${wave}`, spans.request, { 'chronos.wave': wave });
      spans.waves.set(wave, waveSpan);
      spanOf.set(upstreamRequest, begun(upstream, waveSpan, { 'chronos.upstream': upstream }));
    },
    upstreamRequestEnds(upstreamRequest) {
      const span = spanOf.get(upstreamRequest);
      failedBy(span, upstreamRequest.errorCodes);
      span?.end();
    },
    callBegins(call, record, headers) {
      if (!record) return;
      const parent = (call.request && spanOf.get(call.request)) ?? spansOf.get(record)?.request;
      const attributes = headers ? {} : { 'db.system.name': 'postgresql', 'db.query.text': call.text };
      const span = begun(headers ? 'http' : 'sql', parent, attributes, SpanKind.CLIENT);
      if (headers) headers.traceparent = traceparentOf(span.spanContext());
      spanOf.set(call, span);
    },
    callEnds(call) {
      const span = spanOf.get(call);
      const { rows, bytes, retries, errorCode } = call.end ?? {};
      if (rows !== undefined) span?.setAttribute('db.response.returned_rows', rows);
      if (bytes !== undefined) span?.setAttribute('http.response.body.size', bytes);
      if (retries !== undefined) span?.setAttribute('http.request.resend_count', retries);
      if (errorCode !== undefined) failedBy(span, [errorCode]);
      span?.end();
    },
    requestEnds(record) {
      const spans = spansOf.get(record);
      if (!spans) return;
      for (const [wave, span] of spans.waves) span.end(endOf(record, wave));
      spans.request.setAttributes(attributesOf(record));
      if (record.operation?.name) spans.request.updateName(`graphql ${record.operation.name}`);
      if (record.end?.outcome !== 'refused') failedBy(spans.request, record.end?.codes ?? []);
      spans.request.end();
    },
  };
}

function contextOf(parent: Span | SpanContext | undefined): Context {
  if (!parent) return ROOT_CONTEXT;
  return 'spanContext' in parent ? trace.setSpan(ROOT_CONTEXT, parent) : trace.setSpanContext(ROOT_CONTEXT, parent);
}

function failedBy(span: Span | undefined, codes: readonly string[]): void {
  if (codes.length > 0) span?.setStatus({ code: SpanStatusCode.ERROR, message: codes.join(', ') });
}

/** Returns when the last upstream request of a wave was answered, in milliseconds since 1970. */
function endOf({ upstreamRequests }: RequestRecord, wave: number): number {
  const ends = upstreamRequests
    .filter((request) => request.wave === wave)
    .map(({ startedAt, ms = 0 }) => startedAt + ms);
  return performance.timeOrigin + Math.max(...ends);
}

function attributesOf(record: RequestRecord): Attributes {
  const { operation, identity, cost, end } = record;
  return {
    'graphql.operation.name': operation?.name ?? undefined,
    'graphql.document.hash': operation?.hash,
    'enduser.id': identity?.id,
    'chronos.audience': identity?.audience,
    'chronos.cost': cost,
    'chronos.waves': wavesOf(record),
    'chronos.outcome': end?.outcome,
    'http.response.status_code': end?.status,
  };
}

/** Starts to send spans to a collector. OpenTelemetry's SDK is loaded here, only if tracing is on. */
export async function startTracing({ endpoint, ratio, serviceName }: NonNullable<ObserveSettings['tracing']>) {
  const [sdk, { OTLPTraceExporter }, { defaultResource, resourceFromAttributes }] = await Promise.all([
    import('@opentelemetry/sdk-trace'),
    import('@opentelemetry/exporter-trace-otlp-http'),
    import('@opentelemetry/resources'),
  ]);
  const exporter = new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` });
  const provider = new sdk.TracerProvider({
    resource: defaultResource().merge(resourceFromAttributes({ 'service.name': serviceName })),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(ratio) }),
    spanProcessors: [new sdk.BatchSpanProcessor({ exporter })],
  });
  return {
    tracer: provider.getTracer('chronos-graph'),
    /** Sends pending spans. */
    close: () => provider.shutdown(),
  };
}
