/**
 * What is stored for a client request, over all its executions; it goes with the request. Not in a WeakMap by the request:
 * what such a one holds is copied about by V8's young collections as if it were in use, which costs more than the request.
 */
export type RequestState = Map<object, unknown>;

/**
 * A state of each client request, made when it is first needed.
 * @returns answers the state of a scope
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
