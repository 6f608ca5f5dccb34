import { readFileSync } from 'node:fs';
import type { GraphiQLOptions } from 'graphql-yoga';
import examples from '../../client/views/examples.json' with { type: 'json' };

/** The views, in the order of their tabs. */
const VIEWS = ['Home', 'ArticlePage', 'RegionDashboard', 'Choropleth', 'CompanyProfile'] as const;

/** GraphiQL with every view in a tab of its own, ready to run. */
export function graphiqlOptions(): GraphiQLOptions {
  return {
    title: 'Chronos Graph',
    defaultTabs: VIEWS.map((view) => ({
      query: readFileSync(new URL(`../../client/views/${view}.graphql`, import.meta.url), 'utf8'),
      variables: JSON.stringify(examples[view], null, 2),
    })),
  };
}
