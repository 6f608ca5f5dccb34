import Negotiator from 'negotiator';
import { createMemo } from '../../subgraphs/memo.ts';
import { requestError } from '../errors.ts';
import type { Exchange, MediaType } from './exchange.ts';

const JSON_TYPES = ['application/json', 'application/graphql-response+json'] as const;
const EVENTS = 'text/event-stream';

/** What a client accepts; undefined: none of what there is. */
interface Accepted {
  readonly result: MediaType | undefined;
  readonly stream: MediaType | undefined;
  readonly parts: MediaType | undefined;
}

export type Negotiate = ReturnType<typeof createNegotiate>;

/** Decides by `Accept` (RFC 9110, section 12.5.1) what an operation is answered with, and notes it in the exchange. */
export function createNegotiate() {
  const known = createMemo<Accepted>();

  function acceptedBy({ headers }: Exchange): Accepted {
    const accept = headers.get('accept') ?? '*/*';
    const before = known.get(accept);
    if (before) return before;
    const accepted = negotiated(accept);
    known.set(accept, accepted, 0);
    return accepted;
  }

  return {
    /** JSON where the client accepts it, else one event. @throws GraphQLError NOT_ACCEPTABLE, HTTP 406 */
    result(exchange: Exchange): void {
      if (exchange.protocol === 'socket') return;
      const { result, stream } = acceptedBy(exchange);
      const mediaType = result ?? stream;
      if (mediaType === undefined) throw notAcceptable(`Send one of ${JSON_TYPES.join(', ')} as "Accept".`);
      exchange.mediaType = mediaType;
    },
    /** Events. @throws GraphQLError NOT_ACCEPTABLE, HTTP 406 */
    stream(exchange: Exchange): void {
      if (exchange.protocol === 'socket') return;
      const { stream } = acceptedBy(exchange);
      if (stream === undefined) {
        throw notAcceptable(
          'A subscription is answered by server-sent events: send "Accept: text/event-stream", or use a WebSocket.',
        );
      }
      exchange.mediaType = stream;
    },
    /** Finds what the parts of a result are written as. @returns undefined where the client names nothing of the kind */
    parts: (exchange: Exchange): MediaType | undefined =>
      exchange.protocol === 'socket' ? undefined : acceptedBy(exchange).parts,
  };
}

/** Parameters of a media range, such as its charset, exclude nothing: all of it is UTF-8. Its weight is no such parameter. */
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

/** Of equal preference the first. */
const PART_TYPES = ['multipart/mixed', EVENTS] as const;

/** `*` does not name a type: who accepts everything may not know what parts are. A client may name another version of their format. */
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
