/**
 * Schema stitching as its handbook shows it: three schemas, batchDelegateToSchema for each link, served by Yoga. Upstreams
 * are the plain ones.
 */
import { createServer } from 'node:http';
import { batchDelegateToSchema } from '@graphql-tools/batch-delegate';
import { buildHTTPExecutor } from '@graphql-tools/executor-http';
import { stitchSchemas } from '@graphql-tools/stitch';
import { schemaFromExecutor } from '@graphql-tools/wrap';
import { createYoga } from 'graphql-yoga';

const { PORT, CMS_URL, CRM_URL, ANALYTICS_URL } = process.env;

const [cms, crm, analytics] = await Promise.all([
  subschema(`${CMS_URL}/plain`),
  subschema(`${CRM_URL}/plain`),
  subschema(`${ANALYTICS_URL}/plain`),
]);

const link = (schema, fieldName, argument, field) => ({
  selectionSet: `{ ${field} }`,
  resolve: (article, _, context, info) =>
    batchDelegateToSchema({
      schema,
      fieldName,
      key: article[field],
      argsFromKeys: (keys) => ({ [argument]: keys }),
      context,
      info,
    }),
});

const schema = stitchSchemas({
  subschemas: [cms, crm, analytics],
  typeDefs: 'extend type Article { company: Company series: Series region: Region }',
  resolvers: {
    Article: {
      company: link(crm, 'companiesByIds', 'ids', 'companyId'),
      series: link(analytics, 'seriesByCodes', 'codes', 'seriesCode'),
      region: link(analytics, 'regionsByCodes', 'codes', 'regionCode'),
    },
  },
});

async function subschema(endpoint) {
  const executor = buildHTTPExecutor({ endpoint });
  return { schema: await schemaFromExecutor(executor), executor };
}

createServer(createYoga({ schema, logging: false })).listen(Number(PORT), '127.0.0.1');
