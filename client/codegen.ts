import { fileURLToPath } from 'node:url';
import { preset as clientPreset } from '@graphql-codegen/client-preset';
import type { Types } from '@graphql-codegen/plugin-helpers';
import { describeResults } from './describe-results.ts';

export interface ClientCodegenOptions {
  /** The files of your operations: `src/**\/*.graphql`, or TypeScript with operations in `graphql(…)`. */
  readonly documents: string | readonly string[];
  /** The output folder, with a `/` at its end. Default `src/generated/`. */
  readonly output?: string;
  /** The schema that checks the operations. Default: the schema for partners, which this package contains. */
  readonly schema?: string;
  /** Extension in imports between generated files, as your compiler requires it. Default `.js`. */
  readonly importExtension?: '' | '.js' | '.ts';
  /** `string` (the default) is for this client; `documentNode` is for urql and Apollo Client. */
  readonly documentMode?: 'string' | 'documentNode';
  /**
   * Whether the client throws if an answer has errors, as this one and Apollo Client do by default: the types of
   * results then omit nulls that only errors cause (`@semanticNonNull`). Default true; false for a client that returns
   * partial data.
   */
  readonly throwsOnErrors?: boolean;
}

/** The part of @graphql-codegen/cli's configuration that is used here. */
export interface ClientCodegenConfig {
  schema: string;
  documents: string[];
  importExtension: '' | '.js' | '.ts';
  generates: Record<string, { preset: Types.OutputPreset; presetConfig: object; config: object }>;
}

const OPERATIONS = 'typescript-operations';

/**
 * The client preset, with descriptions of fields in the types of results. Each document is marked as free of side
 * effects, so that bundlers can remove unused ones.
 */
const preset: Types.OutputPreset = {
  ...clientPreset,
  async buildGeneratesSection(options) {
    const files = await clientPreset.buildGeneratesSection(options);
    return files.map((file) => {
      const operations = file.pluginMap[OPERATIONS];
      if (!operations) return file;
      const described: typeof operations = {
        ...operations,
        async plugin(schema, documents, ...rest) {
          const output = await operations.plugin(schema, documents, ...rest);
          if (typeof output === 'string') return output;
          const nodes = documents.flatMap(({ document }) => document ?? []);
          return { ...output, content: describeResults(output.content, schema, nodes) };
        },
      };
      const config = { ...file.config, pureMagicComment: true, printFieldsOnNewLines: true };
      return { ...file, config, pluginMap: { ...file.pluginMap, [OPERATIONS]: described } };
    });
  },
};

/** The JSON types of the graph's scalars. */
export const scalars = {
  BigInt: 'number | string',
  Date: 'string',
  DateTime: 'string',
  Decimal: 'string',
  GeoJSON: '{ readonly type: string; readonly [member: string]: unknown }',
  JSON: 'unknown',
  URL: 'string',
  UUID: 'string',
} as const;

/** Returns the path of the schema for partners, a file of this package. */
export function partnerSchema(): string {
  return fileURLToPath(import.meta.resolve('@chronos-graph/client/schema.graphql'));
}

/** Makes the configuration of @graphql-codegen/cli with its client preset: typed documents, each with its hash. */
export function clientCodegen({
  documents,
  output = 'src/generated/',
  schema = partnerSchema(),
  importExtension = '.js',
  documentMode = 'string',
  throwsOnErrors = true,
}: ClientCodegenOptions): ClientCodegenConfig {
  return {
    schema,
    documents: [documents].flat(),
    importExtension,
    generates: {
      [output]: {
        preset,
        presetConfig: { fragmentMasking: false, persistedDocuments: { hashAlgorithm: 'sha256' } },
        config: {
          documentMode,
          nullability: { errorHandlingClient: throwsOnErrors },
          enumsAsTypes: true,
          useTypeImports: true,
          strictScalars: true,
          scalars,
        },
      },
    },
  };
}
