import { fileURLToPath } from 'node:url';
import type { CodegenConfig } from '@graphql-codegen/cli';
import { clientCodegen } from './client/codegen.ts';
import { loadDeployment } from './gateway/config/deployment.ts';

/** The graph as an audience sees it: what `npm run schema` writes, in the deployment's folder. */
const SCHEMAS = { partner: 'client/schema.graphql', internal: 'schema.graphql' };

const deployment = await loadDeployment(process.env.CHRONOS_CONFIG || undefined);
const inFolder = (path: string) => fileURLToPath(new URL(path, deployment.folder));

/** The package for Python, of the analytics alone: they are the same in each deployment. */
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

/** Types and documents of the operations that the deployment's file lists. The gateway knows the documents by their hashes. */
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
