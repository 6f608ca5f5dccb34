import type { CodegenConfig } from '@graphql-codegen/cli';
import { preset as clientPreset } from '@graphql-codegen/client-preset';
import { clientCodegen } from './client/codegen.ts';

const OUTPUT = 'client/generated/';

const settings = clientCodegen({
  schema: 'schema.graphql',
  documents: ['client/views/**/*.graphql', 'client/operations/*.graphql'],
  output: OUTPUT,
  importExtension: '.ts',
});

/** The client preset, which marks each document as free of side effects too: bundlers then leave out what is not used. */
const preset: typeof clientPreset = {
  ...clientPreset,
  async buildGeneratesSection(options) {
    const files = await clientPreset.buildGeneratesSection(options);
    return files.map((file) => ({ ...file, config: { ...file.config, pureMagicComment: true } }));
  },
};

/**
 * The typed client: types and documents of the site's views and of the client's own operations, by the whole graph. The
 * gateway knows them by their hashes (gateway/documents/trusted-documents.ts).
 */
const config: CodegenConfig = { ...settings, generates: { [OUTPUT]: { ...settings.generates[OUTPUT], preset } } };

export default config;
