import type { CodegenConfig } from '@graphql-codegen/cli';

/** The typed client: types and documents of every view, from the composed graph. */
const config: CodegenConfig = {
  schema: 'schema.graphql',
  documents: 'client/views/**/*.graphql',
  importExtension: '.ts',
  generates: {
    'client/generated/': {
      preset: 'client',
      // The gateway knows these operations by their hashes (gateway/documents/trusted-documents.ts).
      presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
      config: {
        documentMode: 'string',
        enumsAsTypes: true,
        useTypeImports: true,
        strictScalars: true,
        scalars: {
          BigInt: 'number | string',
          Date: 'string',
          DateTime: 'string',
          Decimal: 'string',
          GeoJSON: '{ readonly type: string; readonly [member: string]: unknown }',
          JSON: 'unknown',
          URL: 'string',
          UUID: 'string',
        },
      },
    },
  },
};

export default config;
