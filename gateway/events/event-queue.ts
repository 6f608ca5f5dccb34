import { GraphQLError } from 'graphql';

/** Events on their way to one subscriber: at most as many as it may be behind. */
export interface EventQueue<Event> extends AsyncIterableIterator<Event> {
  push(event: Event): void;
  /** Ends it at once; who reads next gets the error. */
  fail(error: GraphQLError): void;
  return(): Promise<IteratorResult<Event>>;
  /** Resolves once nothing more comes in, whether or not what ended it was read. */
  readonly ended: Promise<void>;
}

/** How many events may wait for one subscriber. */
export const QUEUE_LENGTH = 100;

/**
 * A subscriber that is slower than its events is not waited for, and nothing is left out silently: its subscription ends.
 * @param start begins to push, and gives back what ends that
 * @throws GraphQLError SUBSCRIPTION_TOO_SLOW from `next`, once more than `most` events wait; what `start` throws
 */
export async function createEventQueue<Event>(
  start: (queue: Pick<EventQueue<Event>, 'push' | 'fail'>) => (() => void) | Promise<() => void>,
  most: number = QUEUE_LENGTH,
): Promise<EventQueue<Event>> {
  let waiting: Event[] = [];
  let reader: PromiseWithResolvers<IteratorResult<Event>> | undefined;
  let failure: GraphQLError | undefined;
  let isOver = false;
  const ended = Promise.withResolvers<void>();
  let stop = () => {};

  function end(error?: GraphQLError): void {
    if (isOver) return;
    isOver = true;
    failure = error;
    waiting = [];
    stop();
    ended.resolve();
    if (reader) next().then(reader.resolve, reader.reject);
    reader = undefined;
  }

  async function next(): Promise<IteratorResult<Event>> {
    const [event] = waiting.splice(0, 1);
    if (event !== undefined) return { value: event, done: false };
    const error = failure;
    failure = undefined;
    if (error) throw error;
    if (isOver) return { value: undefined, done: true };
    reader ??= Promise.withResolvers();
    return reader.promise;
  }

  const queue: EventQueue<Event> = {
    push(event) {
      if (isOver) return;
      const read = reader;
      reader = undefined;
      if (read) read.resolve({ value: event, done: false });
      else if (waiting.length < most) waiting.push(event);
      else end(tooSlow(most));
    },
    fail: end,
    next,
    async return() {
      end();
      return { value: undefined, done: true };
    },
    ended: ended.promise,
    [Symbol.asyncIterator]: () => queue,
  };
  stop = await start(queue);
  if (isOver) stop();
  return queue;
}

function tooSlow(most: number): GraphQLError {
  const message = `More than ${most} events wait for this subscriber: read them faster, ask for less with each, or for fewer. Then subscribe again.`;
  return new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_TOO_SLOW' } });
}
