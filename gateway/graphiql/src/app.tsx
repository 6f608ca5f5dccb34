import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { explainPlugin } from './explain.tsx';
import { fetcher } from './fetcher.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { sharedBy } from './share.ts';
import { sharePlugin } from './share-panel.tsx';
import { signInPlugin } from './sign-in.tsx';
import 'graphiql/style.css';
import '@graphiql/plugin-explorer/style.css';
import './app.css';

const PLUGINS = [
  HISTORY_PLUGIN,
  explorerPlugin({ showAttribution: false }),
  sharePlugin,
  ...(settings.isGateway ? [explainPlugin, signInPlugin] : []),
];

/** The tab of the URL's operation, then the examples'. GraphiQL opens the first, or the browser's stored tabs. */
const shared = sharedBy(location.search);
const TABS = [...(shared ? [shared] : []), ...settings.tabs].map((tab) => ({ ...tab }));

/** GraphiQL for the current caller. Another caller has another schema: GraphiQL then restarts with the same tabs. */
export function App() {
  const { token, audience } = session.use();
  return (
    <GraphiQL
      key={token}
      fetcher={fetcher}
      plugins={PLUGINS}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      defaultTabs={TABS}
      {...(shared && { initialQuery: shared.query, initialVariables: shared.variables })}
      shouldPersistHeaders={false}
      defaultEditorToolsVisibility="variables"
    >
      <GraphiQL.Logo>
        <h1 className="chronos-logo">{settings.title}</h1>
        {settings.isGateway && <span className="chronos-caller">as {audience}</span>}
      </GraphiQL.Logo>
    </GraphiQL>
  );
}
