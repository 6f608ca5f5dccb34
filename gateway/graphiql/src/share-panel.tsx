import { type GraphiQLPlugin, pick, useGraphiQL } from '@graphiql/react';
import { GraphQLError, printSchema } from 'graphql';
import { useState } from 'react';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { clientCodeOf, curlOf, linkTo, type Written } from './share.ts';

export const sharePlugin: GraphiQLPlugin = { title: 'Share', icon: Link, content: Share };

function Share() {
  const { queryEditor, variableEditor, schema } = useGraphiQL(pick('queryEditor', 'variableEditor', 'schema'));
  const { token } = session.use();
  const [copied, setCopied] = useState<Copied | null>(null);
  const endpoint = new URL(settings.endpoint, location.href).href;

  const copy = (what: string, write: (written: Written) => string) => async () => {
    const written = { query: queryEditor?.getValue() ?? '', variables: variableEditor?.getValue() ?? '' };
    try {
      const text = write(written);
      setCopied({ text, note: `Copied ${what}.` });
      await navigator.clipboard.writeText(text);
    } catch (error) {
      setCopied((before) => ({ text: before?.text ?? '', note: noteOf(error) }));
    }
  };

  return (
    <section className="chronos-panel" aria-label="Share">
      <h2>Share</h2>
      <p>The operation of this tab, with its variables:</p>
      <div className="chronos-actions">
        <Button label="Copy a link" press={copy('a link', (written) => linkTo(endpoint, written))} />
        <Button label="Copy as cURL" press={copy('as cURL', (written) => curlOf(endpoint, written, token !== null))} />
        <Button
          label="Copy client code"
          press={copy('client code', (written) => clientCodeOf(endpoint, written, token !== null))}
        />
      </div>
      <div role="status">{copied?.note}</div>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard (axe: scrollable-region-focusable). */}
      {copied && <pre tabIndex={0}>{copied.text}</pre>}
      {schema && (
        <p>
          <a
            download="schema.graphql"
            href={`data:application/graphql;charset=utf-8,${encodeURIComponent(printSchema(schema))}`}
          >
            Download the schema (SDL)
          </a>
        </p>
      )}
    </section>
  );
}

function noteOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'The variables are not JSON.';
  if (error instanceof GraphQLError) return `The operation is not GraphQL: ${error.message}`;
  return 'The browser did not copy this:';
}

interface Copied {
  readonly text: string;
  readonly note: string;
}

function Button({ label, press }: { readonly label: string; readonly press: () => void }) {
  return (
    <button type="button" className="chronos-button" onClick={press}>
      {label}
    </button>
  );
}

function Link() {
  return (
    <svg viewBox="0 0 16 16" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
      <path d="M6 10l4-4M5 7L3 9a2.8 2.8 0 0 0 4 4l2-2M11 9l2-2a2.8 2.8 0 0 0-4-4L7 5" />
    </svg>
  );
}
