import { readFileSync } from 'node:fs';
import type { TwentyRecords } from '../../sandbox/twenty/index.ts';
import type { TestGatewayOptions } from '../gateway.ts';

/** Returns the URL and the API key of the real Twenty of `ORACLE_TWENTY_URL` and `ORACLE_TWENTY_KEY_FILE`, if they are set. */
export function realTwenty(): { readonly url: string; readonly apiKey: string } | undefined {
  const { ORACLE_TWENTY_URL: url, ORACLE_TWENTY_KEY_FILE: keyFile } = process.env;
  return url && keyFile ? { url, apiKey: readFileSync(keyFile, 'utf8').trim() } : undefined;
}

/** The CRM of a gateway: the real Twenty, which holds these records, or else a stand-in. */
export function crmOf(records: TwentyRecords): Pick<TestGatewayOptions, 'records' | 'twenty'> {
  const twenty = realTwenty();
  return twenty ? { twenty } : { records };
}
