import type { GraphiQLPlugin } from '@graphiql/react';
import type { ExplainedCall, ExplainedRequest, Explanation } from '../../observe/explain.ts';
import { explanation } from './fetcher.ts';

export const explainPlugin: GraphiQLPlugin = { title: 'Explain', icon: Waterfall, content: Explain };

function Explain() {
  const explained = explanation.use();
  return (
    <section className="chronos-panel" aria-label="Explain">
      <h2>Explain</h2>
      {explained ? (
        <Explained {...explained} />
      ) : (
        <p>Run an operation. Staff, and everyone in the sandbox, see here how it was answered.</p>
      )}
    </section>
  );
}

function Explained({ ms, cost, plannedWaves, waves, cacheHits, prefetch, requests }: Explanation) {
  const facts: readonly (readonly [string, string])[] = [
    ['Time', milliseconds(ms)],
    [
      'Waves',
      plannedWaves === undefined || plannedWaves === waves ? String(waves) : `${waves}, of ${plannedWaves} in the plan`,
    ],
    ['Cost', cost === undefined ? '–' : `${cost.toLocaleString('en')} points`],
    [
      'From memory',
      Object.entries(cacheHits)
        .map(([cache, hits]) => `${hits} × ${cache}`)
        .join(', ') || 'nothing',
    ],
    ['Prefetch', `${prefetch.hits} hits, ${prefetch.misses} misses`],
  ];
  return (
    <>
      <dl className="chronos-facts">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <ol className="chronos-waterfall" aria-label="Upstream requests, in the order in which they were sent">
        {requests.map((request) => (
          <li key={`${request.upstream} ${request.startMs}`}>
            <Request {...request} whole={ms} />
          </li>
        ))}
      </ol>
      {requests.length === 0 && <p>No request was sent to an upstream.</p>}
    </>
  );
}

function Request({
  upstream,
  wave,
  startMs,
  ms,
  document,
  variables,
  errorCodes,
  calls,
  whole,
}: ExplainedRequest & Whole) {
  return (
    <details>
      <summary>
        <span className="chronos-label">
          <strong>{upstream}</strong> wave {wave}, {milliseconds(ms)}
          {errorCodes.length > 0 && <em> {errorCodes.join(', ')}</em>}
        </span>
        <Bar startMs={startMs} ms={ms} whole={whole} kind={upstream} />
      </summary>
      <h3>Requested fields, by their names in the graph</h3>
      <Text>{document}</Text>
      {Object.keys(variables).length > 0 && <Text>{JSON.stringify(variables, null, 2)}</Text>}
      {calls.length > 0 && <h3>The request that was sent</h3>}
      {calls.map((call) => (
        <Call key={call.startMs} {...call} whole={whole} kind={upstream} />
      ))}
    </details>
  );
}

function Call({
  startMs,
  ms,
  text,
  variables,
  bytes,
  rows,
  errorCode,
  retries,
  isShared,
  whole,
  kind,
}: ExplainedCall & Whole & Kind) {
  const facts = [
    milliseconds(ms),
    rows !== undefined && `${rows} ${rows === 1 ? 'row' : 'rows'}`,
    bytes !== undefined && `${bytes.toLocaleString('en')} bytes`,
    isShared && 'shared with another request in flight',
    retries && `sent again ${retries} ×`,
    errorCode,
  ];
  return (
    <>
      <div className="chronos-label">{facts.filter(Boolean).join(', ')}</div>
      <Bar startMs={startMs} ms={ms} whole={whole} kind={kind} />
      <Text>{text}</Text>
      {variables !== undefined && <Text>{JSON.stringify(variables, null, 2)}</Text>}
    </>
  );
}

/** The total time, in milliseconds. */
interface Whole {
  readonly whole: number;
}

interface Kind {
  readonly kind: string;
}

function Bar({
  startMs,
  ms = 0,
  whole,
  kind,
}: { readonly startMs: number; readonly ms?: number | undefined } & Whole & Kind) {
  const percent = (part: number) => `${(100 * part) / Math.max(whole, 0.001)}%`;
  return (
    <span className="chronos-track" aria-hidden="true">
      <span className="chronos-bar" data-upstream={kind} style={{ left: percent(startMs), width: percent(ms) }} />
    </span>
  );
}

/** A text that the keyboard can scroll. */
function Text({ children }: { readonly children: string }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard (axe: scrollable-region-focusable).
    <pre tabIndex={0}>{children}</pre>
  );
}

function milliseconds(ms: number | undefined): string {
  return ms === undefined ? 'not ended' : `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

function Waterfall() {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
      <path d="M1 3h6M4 8h7M8 13h7" />
    </svg>
  );
}
