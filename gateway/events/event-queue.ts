import { GraphQLError } from 'graphql';

/** The bounded queue of events of one subscriber. */
export interface EventQueue<Event> extends AsyncIterableIterator<Event> {
  push(event: Event): void;
  /** Ends the queue once all its events are read. */
  finish(): void;
  /** Ends the queue at once; the next read gets the error. */
  fail(error: GraphQLError): void;
  return(): Promise<IteratorResult<Event>>;
  /** Resolves when the queue ends, even where its error is not read. */
  readonly ended: Promise<void>;
}

/** Maximum number of events that wait for one subscriber. */
export const QUEUE_LENGTH = 100;

/**
 * Creates a queue. The subscription of a subscriber that is slower than its events ends: no event is dropped silently.
 * @param start begins to push, and returns a function that ends it
 * @throws GraphQLError SUBSCRIPTION_TOO_SLOW from `next`, when more than `most` events wait; errors of `start`
 */
export async function createEventQueue<Event>(
  start: (queue: Pick<EventQueue<Event>, 'push' | 'fail'>) => (() => void) | Promise<() => void>,
  most: number = QUEUE_LENGTH,
): Promise<EventQueue<Event>> {
  let waiting: Event[] = [];
  let reader: PromiseWithResolvers<IteratorResult<Event>> | undefined;
  let failure: GraphQLError | undefined;
  let isOver = false;
  let isFinished = false;
  const ended = Promise.withResolvers<void>();
  let stop = () => {};

  function end(error?: GraphQLError): void {
    if (isOver) return;
    isOver = true;
    failure = error;
    waiting = [];
    stop();
    ended.resolve();
    reader?.resolve(next());
    reader = undefined;
  }

  // No async function, which takes further turns for each event.
  function next(): Promise<IteratorResult<Event>> {
    const event = waiting.shift();
    if (event !== undefined) return Promise.resolve({ value: event, done: false });
    if (isFinished) end();
    const error = failure;
    failure = undefined;
    if (error) return Promise.reject(error);
    if (isOver) return Promise.resolve({ value: undefined, done: true });
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
    finish() {
      isFinished = true;
      if (reader) end();
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
  const message = `More than ${most} events wait for this subscriber: read faster, select fewer fields, or subscribe to fewer changes. Then subscribe again.`;
  return new GraphQLError(message, { extensions: { code: 'SUBSCRIPTION_TOO_SLOW' } });
}
