import { parseJson } from '../../../subgraphs/common/json.ts';
import { errorResponse, jsonResponse } from '../../../subgraphs/common/plain-response.ts';
import type { Admit } from '../../limits/admit.ts';
import { BODY_BYTES } from '../../limits/bounds.ts';
import { rateLimitHeaders } from '../../limits/rates.ts';
import type { AnswerMcp } from '../../mcp/index.ts';
import { bodyTooLarge, hasTooManyObjects } from '../decode.ts';
import { readText } from '../read-text.ts';
import type { Route } from './route.ts';

/** The path of the Model Context Protocol, by streamable HTTP. */
export const MCP_PATH = '/mcp';

/**
 * Makes the route of agents. Each message and each operation of a tool counts as a request of the sender.
 * @param isAllowed returns whether pages of an origin may send messages
 */
export function mcpRoute(answer: AnswerMcp, admit: Admit, isAllowed: (origin: string) => boolean): Route {
  return {
    path: MCP_PATH,
    async answer({ request, remoteAddress }) {
      if (request.method === 'OPTIONS') return undefined;
      const origin = request.headers.get('origin');
      if (origin !== null && !isAllowed(origin)) {
        return errorResponse(
          403,
          'FORBIDDEN',
          'Pages of this origin may not call tools: CORS_ORIGINS names those that may.',
        );
      }
      const { allowance, refusal, identity } = await admit(request.headers, remoteAddress);
      if (refusal) throw refusal;
      const text = request.method === 'POST' ? await readText(request, BODY_BYTES) : '';
      if (text === undefined || hasTooManyObjects(text)) throw bodyTooLarge();
      const message = parseJson(text);
      if (message === undefined && text !== '') return jsonResponse(400, PARSE_ERROR);
      const response = await answer({ request, message, identity, remoteAddress });
      return { ...response, headers: { ...response.headers, ...rateLimitHeaders([allowance]) } };
    },
  };
}

const PARSE_ERROR = { jsonrpc: '2.0', id: null, error: { code: -32_700, message: 'The body is not valid JSON.' } };
