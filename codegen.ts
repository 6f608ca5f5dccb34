import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { clientCodegen } from './client/codegen.ts';
import { loadDeployment } from './gateway/config/deployment.ts';

/** The schemas of the audiences, which `npm run schema` writes to the deployment's folder. */
const SCHEMAS = { partner: 'client/schema.graphql', internal: 'schema.graphql' };

const deployment = await loadDeployment(process.env.CHRONOS_CONFIG || undefined);
const inFolder = (path: string) => fileURLToPath(new URL(path, deployment.folder));

/** The Python package, only for the analytics, which are the same in every deployment. */
const PYTHON: [string, object] = [
  'client/python/chronos_graph/operations.py',
  {
    schema: SCHEMAS.partner,
    documents: ['Panel', 'RegionPages', 'SeriesColumns', 'SeriesPages']
      .map((name) => `client/operations/${name}.graphql`)
      .concat('client/views/Choropleth.graphql'),
    plugins: ['./client/python/codegen.ts'],
  },
];

/** Types and documents of the operations in the deployment's file. The gateway trusts the documents by their hashes. */
const config: CodegenConfig = {
  importExtension: '.ts',
  generates: Object.fromEntries([
    ...deployment.operations.map((operations): [string, object] => {
      const [schema, output] = [inFolder(SCHEMAS[operations.audience]), inFolder(operations.output)];
      const documents = operations.documents.map(inFolder);
      const { generates } = clientCodegen({ schema, documents, output, importExtension: '.ts' });
      return [output, { ...generates[output], schema, documents }];
    }),
    ...(process.env.CHRONOS_CONFIG ? [] : [PYTHON]),
  ]),
};

export default config;
