import type { CodegenConfig } from '@graphql-codegen/cli';
import { clientCodegen } from './client/codegen.ts';

/**
 * The typed client: types and documents of the site's views and of the client's own operations, by the whole graph. The
 * gateway knows them by their hashes (gateway/documents/trusted-documents.ts).
 */
const config: CodegenConfig = clientCodegen({
  schema: 'schema.graphql',
  documents: ['client/views/**/*.graphql', 'client/operations/*.graphql'],
  output: 'client/generated/',
  importExtension: '.ts',
});

export default config;
