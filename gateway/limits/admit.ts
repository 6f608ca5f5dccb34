import { type AddressOf, callerOf } from '../identity/caller.ts';
import type { Identify, Identity } from '../identity/index.ts';
import type { Rates, Spending } from './rates.ts';

/** An identified and counted request, with a refusal where the sender sends too many. */
export interface Admitted extends Spending {
  readonly identity: Identity;
  /** The caller whose quota the request uses. */
  readonly caller: string;
}

/**
 * Identifies the sender of a request and counts the request, only by its headers, before its body is read.
 * @param ofConnection the network address of the peer
 * @throws GraphQLError see `Identify`
 */
export type Admit = (headers: Pick<Headers, 'get'>, ofConnection: string | undefined) => Promise<Admitted>;

export function createAdmit(identify: Identify, rates: Pick<Rates, 'request'>, addressOf: AddressOf): Admit {
  return async (headers, ofConnection) => {
    const address = addressOf(headers, ofConnection);
    const identity = await identify(headers, address);
    const caller = callerOf(identity, address);
    return { identity, caller, ...(await rates.request(identity, caller)) };
  };
}
