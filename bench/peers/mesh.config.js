/** Mesh Compose over the plain upstreams: three of GraphQL, and the three links, batched, by directive. */
import { defineConfig, loadGraphQLHTTPSubgraph } from '@graphql-mesh/compose-cli';

const { CMS_URL, CRM_URL, ANALYTICS_URL } = process.env;

export const composeConfig = defineConfig({
  subgraphs: [
    { sourceHandler: loadGraphQLHTTPSubgraph('cms', { endpoint: `${CMS_URL}/plain` }) },
    { sourceHandler: loadGraphQLHTTPSubgraph('crm', { endpoint: `${CRM_URL}/plain` }) },
    { sourceHandler: loadGraphQLHTTPSubgraph('analytics', { endpoint: `${ANALYTICS_URL}/plain` }) },
  ],
  additionalTypeDefs: `
    extend type Article {
      company: Company @resolveTo(
        sourceName: "crm", sourceTypeName: "Query", sourceFieldName: "companiesByIds", keyField: "companyId", keysArg: "ids"
      )
      series: Series @resolveTo(
        sourceName: "analytics", sourceTypeName: "Query", sourceFieldName: "seriesByCodes", keyField: "seriesCode", keysArg: "codes"
      )
      region: Region @resolveTo(
        sourceName: "analytics", sourceTypeName: "Query", sourceFieldName: "regionsByCodes", keyField: "regionCode", keysArg: "codes"
      )
    }
  `,
});
