import { readFileSync } from 'node:fs';
import type { GraphQLSchema } from 'graphql';
import { createDerived } from '../../subgraphs/common/memo.ts';
import { errorResponse, jsonResponse, type PlainResponse } from '../../subgraphs/common/plain-response.ts';
import type { Deployment } from '../config/deployment.ts';
import { sha256 } from '../documents/persisted-documents.ts';
import type { Audience } from '../graph/audiences.ts';
import type { Generations } from '../graph/generations.ts';
import type { Identity } from '../identity/index.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { AnswerExchange } from '../pipeline/index.ts';
import type { Tool } from './tool.ts';
import { executeAs } from './tool-exchange.ts';
import { toolsFor } from './tools.ts';

export interface McpOptions {
  readonly generations: Pick<Generations, 'current'>;
  /** The audiences that have tools. */
  readonly mcpFor: readonly Audience[];
  /** The operations that become tools. The documents of other tools are added, so that the pipeline trusts them. */
  readonly trusted: Map<string, string>;
  /** The source of searches of content, and of the pages of series. */
  readonly deployment: Pick<Deployment, 'folder' | 'searches' | 'seriesPage'>;
  /** The audiences that may send trusted documents alone. */
  readonly trustedDocumentsOnly: readonly Audience[];
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  readonly answer: AnswerExchange;
}

/** A message of an agent, with its identified and admitted sender. */
export interface McpRequest {
  readonly request: Request;
  /** The parsed body; undefined without a body. */
  readonly message: unknown;
  readonly identity: Identity;
  readonly remoteAddress: string | undefined;
}

/** Answers messages of the Model Context Protocol. */
export type AnswerMcp = (request: McpRequest) => Promise<PlainResponse>;

/**
 * Makes the tools of agents. Each tool answers by the pipeline, like the agent's own requests.
 * @throws Error where a file of the deployment is missing
 */
export function createMcp(options: McpOptions): AnswerMcp {
  const { generations, mcpFor, deployment, bounds, trustedDocumentsOnly, answer } = options;
  const trusted = new Map(options.trusted);
  const searches = deployment.searches.map((file) => readFileSync(new URL(file, deployment.folder), 'utf8'));
  const tools = createDerived<GraphQLSchema, readonly Tool[]>();

  function toolsOf(schema: GraphQLSchema, audience: Audience): readonly Tool[] {
    const isEnforced = trustedDocumentsOnly.includes(audience);
    return tools.derive(schema, () => toolsFor({ schema, trusted, searches, isEnforced }));
  }

  function trust(document: string): string {
    const hash = sha256(document);
    options.trusted.set(hash, document);
    return hash;
  }

  return async ({ request, message, identity, remoteAddress }) => {
    const { audience, scopes } = identity;
    if (!mcpFor.includes(audience)) {
      return errorResponse(
        403,
        'FORBIDDEN',
        `Tools are off for the audience ${audience}: MCP_FOR names those that have them.`,
      );
    }
    if (Array.isArray(message)) return errorResponse(400, 'BAD_REQUEST', 'Batching is not supported.');
    const schema = generations.current.graph.seenBy(audience, scopes);
    const { headers, signal } = request;
    const execute = executeAs({ headers, remoteAddress, signal }, answer, trust);
    const context = { schema, bounds: bounds[audience], execute, seriesPage: deployment.seriesPage };
    // Loaded with the first message: it takes 14 MB of memory, which a gateway without agents does not need.
    const { serveMessage } = await import('./serve.ts');
    return plainOf(await serveMessage(request, message, toolsOf(schema, audience), context));
  };
}

async function plainOf(response: Response): Promise<PlainResponse> {
  const { status } = response;
  const body = await response.text();
  if (body === '') return { status, headers: Object.fromEntries(response.headers), body: null };
  return { ...jsonResponse(status, null, Object.fromEntries(response.headers)), body };
}
