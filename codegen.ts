import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as clientPreset } from '@graphql-codegen/client-preset';
import { clientCodegen } from './client/codegen.ts';

/** The client preset, which marks each document as free of side effects too: bundlers then leave out what is not used. */
const preset: typeof clientPreset = {
  ...clientPreset,
  async buildGeneratesSection(options) {
    const files = await clientPreset.buildGeneratesSection(options);
    return files.map((file) => ({ ...file, config: { ...file.config, pureMagicComment: true } }));
  },
};

/** What is written to a folder: types and documents of operations, by a schema. */
function written(output: string, schema: string, documents: readonly string[]): CodegenConfig['generates'] {
  const { generates } = clientCodegen({ schema, documents, output, importExtension: '.ts' });
  return { [output]: { ...generates[output], preset, schema, documents: [...documents] } };
}

/**
 * The client that partners install has its own operations and the public views, by the graph as partners see it; the
 * project's site has the views, those of staff among them, by the whole graph. The gateway knows all of them by their
 * hashes (gateway/documents/trusted-documents.ts).
 */
const config: CodegenConfig = {
  importExtension: '.ts',
  generates: {
    ...written('client/generated/', 'client/schema.graphql', [
      'client/operations/*.graphql',
      ...['ArticlePage', 'Choropleth', 'Home', 'RegionDashboard'].map((view) => `client/views/${view}.graphql`),
    ]),
    ...written('client/views/generated/', 'schema.graphql', ['client/views/**/*.graphql']),
  },
};

export default config;
