import type { Fault, Faulty } from '../outages/faulty.ts';

/** Holds the requests to an upstream until they are let go: then further requests pass. */
export function hold(upstream: Faulty) {
  const held: ((fault?: Fault) => void)[] = [];
  let closed = 0;
  upstream.break((response, request) => {
    held.push((fault) => (fault ? fault(response, request) : upstream.pass(request, response)));
    response.on('close', () => {
      closed += 1;
    });
  });
  return {
    get closed() {
      return closed;
    },
    get held() {
      return held.length;
    },
    letGo(fault?: Fault) {
      upstream.break(fault);
      for (const each of held.splice(0)) each(fault);
    },
  };
}
