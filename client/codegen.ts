import { fileURLToPath } from 'node:url';
import { preset as clientPreset } from '@graphql-codegen/client-preset';
import type { Types } from '@graphql-codegen/plugin-helpers';
import { describeResults } from './describe-results.ts';

export interface ClientCodegenOptions {
  /** Where your operations are: `src/**\/*.graphql`, or TypeScript that has them in `graphql(…)`. */
  readonly documents: string | readonly string[];
  /** The folder that is written, with a `/` at its end. Default `src/generated/`. */
  readonly output?: string;
  /** The graph that they are checked by. Default: what partners may ask, as this package knows it. */
  readonly schema?: string;
  /** How written files import each other: as your compiler wants it. Default `.js`. */
  readonly importExtension?: '' | '.js' | '.ts';
  /** `string` (the default) is what this client takes; `documentNode` is for urql and Apollo Client. */
  readonly documentMode?: 'string' | 'documentNode';
  /**
   * Whether the client throws where an answer has errors, as this one and Apollo Client do by default: types of results
   * then lack the nulls that stand for errors (`@semanticNonNull`). Default true; false for a client that gives partial data.
   */
  readonly throwsOnErrors?: boolean;
}

/** What @graphql-codegen/cli takes, as far as it is said here. */
export interface ClientCodegenConfig {
  schema: string;
  documents: string[];
  importExtension: '' | '.js' | '.ts';
  generates: Record<string, { preset: Types.OutputPreset; presetConfig: object; config: object }>;
}

const OPERATIONS = 'typescript-operations';

/**
 * The client preset, with the descriptions of fields in the types of results, and with each document marked as free of side
 * effects: bundlers then leave out what is not used.
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

/** How the graph's scalars come over JSON. */
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

/** The graph as partners see it: where that file of this package is. */
export function partnerSchema(): string {
  return fileURLToPath(import.meta.resolve('@chronos-graph/client/schema.graphql'));
}

/** Settings of @graphql-codegen/cli with its client preset: typed documents, each with the hash to ask for it by. */
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
