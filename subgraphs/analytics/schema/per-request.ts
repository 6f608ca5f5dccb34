/**
 * State of a client request, over all its executions, released with it. It is not in a WeakMap by request: V8's young
 * collections copy a WeakMap's values as if they were in use, which costs more than the request.
 */
export type RequestState = Map<object, unknown>;

/**
 * Creates one state per client request, when it is first needed.
 * @returns a function that returns the state of a request
 */
export function perRequest<State extends object>(make: () => State): (scope: RequestState) => State {
  const own = {};
  return (scope) => {
    const known = scope.get(own) as State | undefined;
    if (known) return known;
    const state = make();
    scope.set(own, state);
    return state;
  };
}
