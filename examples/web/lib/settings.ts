import 'server-only';

/** Where the gateway is, without a path: as the sandbox starts it, where GATEWAY_URL says nothing. */
export const GATEWAY_URL = process.env.GATEWAY_URL ?? 'http://127.0.0.1:4000';

/** A partner's key that the site asks with for visitors who have not signed in; without one they are anonymous. */
export const GATEWAY_KEY = process.env.GATEWAY_KEY || undefined;

/** The indicator that maps are coloured by. */
export const MAPPED_INDICATOR = process.env.MAPPED_INDICATOR ?? 'UNEMPLOYMENT_RATE';

/** The code of the series by which charts are shaded: 1 in a recession, 0 otherwise. No chart is where the graph lacks it. */
export const RECESSION_SERIES = process.env.RECESSION_SERIES ?? 'NBER:USREC';
