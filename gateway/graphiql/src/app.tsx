import { DOC_EXPLORER_PLUGIN } from '@graphiql/plugin-doc-explorer';
import { explorerPlugin } from '@graphiql/plugin-explorer';
import { HISTORY_PLUGIN } from '@graphiql/plugin-history';
import { GraphiQL } from 'graphiql';
import { useEffect, useRef } from 'react';
import { explainPlugin } from './explain.tsx';
import { fetcher } from './fetcher.ts';
import { session } from './session.ts';
import { settings } from './settings.ts';
import { sharedBy, type Written } from './share.ts';
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

/** Reads the active tab as its reader left it: GraphiQL would open another one where only its variables were edited. */
function leftTab(): Written | undefined {
  const { tabs = [], activeTabIndex = 0 } = JSON.parse(localStorage.getItem('graphiql:tabState') ?? '{}');
  const tab: { query: string | null; variables: string | null } | undefined = tabs[activeTabIndex];
  return tab && { query: tab.query ?? '', variables: tab.variables ?? '' };
}

/** GraphiQL for the current caller. Another caller has another schema: GraphiQL then restarts with the same tabs. */
export function App() {
  const { token, audience } = session.use();
  const isRestarted = useRef(false);
  useEffect(() => {
    isRestarted.current = true;
  }, []);
  const opened = shared && !isRestarted.current ? shared : leftTab();
  return (
    <GraphiQL
      key={token}
      fetcher={fetcher}
      plugins={PLUGINS}
      referencePlugin={DOC_EXPLORER_PLUGIN}
      defaultTabs={TABS}
      {...(opened && { initialQuery: opened.query, initialVariables: opened.variables })}
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
