import Negotiator from 'negotiator';
import { createMemo } from '../../subgraphs/common/memo.ts';
import { requestError } from '../errors.ts';
import type { Exchange, MediaType } from './exchange.ts';

const JSON_TYPES = ['application/json', 'application/graphql-response+json'] as const;
const EVENTS = 'text/event-stream';

/** The accepted content types, by kind of answer; undefined: none. */
interface Accepted {
  readonly result: MediaType | undefined;
  readonly stream: MediaType | undefined;
  readonly parts: MediaType | undefined;
}

export type Negotiate = ReturnType<typeof createNegotiate>;

/** Chooses the content type of an answer by `Accept` (RFC 9110, section 12.5.1), and sets it in the exchange. */
export function createNegotiate() {
  const known = createMemo<Accepted>();

  function acceptedBy({ request }: Exchange): Accepted {
    const accept = request.headers.get('accept') ?? '*/*';
    return known.of(
      accept,
      () => negotiated(accept),
      () => 0,
    );
  }

  return {
    /** Chooses JSON where the client accepts it, else one event. @throws GraphQLError NOT_ACCEPTABLE, HTTP 406 */
    result(exchange: Exchange): void {
      if (exchange.request.protocol === 'socket') return;
      const { result, stream } = acceptedBy(exchange);
      const mediaType = result ?? stream;
      if (mediaType === undefined) throw notAcceptable(`Send one of ${JSON_TYPES.join(', ')} as "Accept".`);
      exchange.mediaType = mediaType;
    },
    /** Chooses events. @throws GraphQLError NOT_ACCEPTABLE, HTTP 406 */
    stream(exchange: Exchange): void {
      if (exchange.request.protocol === 'socket') return;
      const { stream } = acceptedBy(exchange);
      if (stream === undefined) {
        throw notAcceptable(
          'A subscription is answered by server-sent events: send "Accept: text/event-stream", or use a WebSocket.',
        );
      }
      exchange.mediaType = stream;
    },
    /** Finds the content type for a result in parts. @returns undefined where the client names none */
    parts: (exchange: Exchange): MediaType | undefined =>
      exchange.request.protocol === 'socket' ? undefined : acceptedBy(exchange).parts,
  };
}

/** Ignores parameters of a media range such as its charset, because all answers are UTF-8; its weight counts. */
function negotiated(accept: string): Accepted {
  const client = clientOf(accept);
  const [result] = client.mediaTypes([...JSON_TYPES]);
  const [stream] = client.mediaTypes([EVENTS]);
  return {
    result: JSON_TYPES.find((type) => type === result),
    stream: stream === EVENTS ? EVENTS : undefined,
    parts: partsIn(accept),
  };
}

const clientOf = (accept: string) =>
  new Negotiator({ headers: { accept: accept.replaceAll(/;\s*(?!q=)[^,;]*/gi, '') } });

/** Content types for parts, in order of precedence. */
const PART_TYPES = ['multipart/mixed', EVENTS] as const;

/** Ignores `*`, because such a client may not support parts, and other versions of their format. */
function partsIn(accept: string): MediaType | undefined {
  const named = accept.split(',').filter((range) => {
    const [type = '', ...parameters] = range.split(';').map((each) => each.trim().toLowerCase());
    return PART_TYPES.some((each) => each === type) && parameters.every((each) => !OTHER_VERSION.test(each));
  });
  const [type] = clientOf(named.toSorted().join(',')).mediaTypes([...PART_TYPES]);
  return PART_TYPES.find((each) => each === type);
}

const OTHER_VERSION = /^(deferspec|incrementalspec(?!="?v0\.2"?$))/;

const notAcceptable = (message: string) => requestError(406, 'NOT_ACCEPTABLE', message);
