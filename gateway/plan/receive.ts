import type { JsonObject } from '../../subgraphs/json.ts';
import type { Layout, PlainField } from '../../subgraphs/layout.ts';
import type { Edge, Head } from './plan.ts';
import { Stray } from './stray.ts';
import { type Receiver, type Setter, writeReceiver, writeSetter } from './write-receiver.ts';

/** For each edge its parents: what the link needs of each, and the object of the response that its field is of. */
export interface Gathered {
  readonly needs: readonly JsonObject[][];
  readonly holders: readonly Record<string, unknown>[][];
}

/** A head's receivers, by the layout of what comes for it. */
interface Receivers {
  readonly made: WeakMap<Layout, Receiver>;
  count: number;
}

const receivers = new WeakMap<Head, Receivers>();

/** How many are made for one head: layouts differ where a client's variables change what is asked inside of a field. */
const MAX_RECEIVERS = 16;

/**
 * Makes the response's value of what came for a head, without what its links lead to: null stands there.
 * @throws Stray where it is not as it should be
 */
export function receive(
  head: Head,
  edges: readonly Edge[],
  { layout, value }: PlainField,
  gathered: Gathered,
): unknown {
  const receiver = receivers.get(head)?.made.get(layout) ?? make(head, edges, layout);
  try {
    return receiver(value, gathered);
  } catch {
    throw new Stray();
  }
}

const setters = new WeakMap<Edge, Setter>();

/** What fills in a link's field. */
export function setterOf(edge: Edge): Setter {
  const setter = setters.get(edge) ?? writeSetter(edge.key);
  setters.set(edge, setter);
  return setter;
}

function make(head: Head, edges: readonly Edge[], layout: Layout): Receiver {
  const ofHead = receivers.get(head) ?? { made: new WeakMap<Layout, Receiver>(), count: 0 };
  receivers.set(head, ofHead);
  if (ofHead.count >= MAX_RECEIVERS) throw new Stray();
  ofHead.count += 1;
  const receiver = writeReceiver(layout, head.shape, edges);
  ofHead.made.set(layout, receiver);
  return receiver;
}
