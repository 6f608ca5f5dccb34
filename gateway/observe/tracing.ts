import type { Tracer } from '@opentelemetry/api';
import type { TracingSettings } from './settings.ts';

export interface Tracing {
  readonly tracer: Tracer;
  /** Sends pending spans. */
  close(): Promise<void>;
}

/** Starts to send spans to a collector. OpenTelemetry's SDK is loaded here, only if tracing is on. */
export async function startTracing({ endpoint, ratio, serviceName }: TracingSettings): Promise<Tracing> {
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
  return { tracer: provider.getTracer('chronos-graph'), close: () => provider.shutdown() };
}
