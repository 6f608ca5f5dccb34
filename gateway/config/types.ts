import type { Audience } from '../graph/audiences.ts';
import type { Scope } from '../graph/scopes.ts';
import type { OidcProvider } from '../identity/oidc.ts';
import type { Bounds } from '../limits/bounds.ts';
import type { ObserveSettings } from '../observe/settings.ts';
import type { WebhookSecrets } from '../webhooks/index.ts';

/** Where a part of the graph comes from: a server of one's own, or the sandbox's stand-in. */
export type Source<Real> = { readonly sandbox: true } | ({ readonly sandbox: false } & Real);

/** The database that the analytics are read from. */
export interface AnalyticsDatabase {
  readonly databaseUrl: string;
  /** Connections for the graph at most, and again for tiles. Undefined: 10 and 4. */
  readonly poolSize?: number;
  /** A copy of it to read from, while that is at most so many seconds behind. Undefined: there is none. */
  readonly replica?: { readonly databaseUrl: string; readonly maxLagSeconds: number };
}

/** Every setting, read and checked once. */
export interface Config {
  /** The deployment's own file. Undefined: the demo's. */
  readonly deploymentFile: string | undefined;
  readonly host: string;
  readonly port: number;
  /** Who presents this is staff of the sandbox. Undefined: the sandbox makes one where the CMS is its own. */
  readonly staffToken: string | undefined;
  /** Where the keys of partners are kept. Undefined: there are none. */
  readonly keysDatabaseUrl: string | undefined;
  /** The scopes of each of Directus's roles, by its id. Undefined: its administrators have all, and nobody else has any. */
  readonly staffRoles: ReadonlyMap<string, ReadonlySet<Scope>> | undefined;
  /** The name of the cookie in which Directus keeps a browser's session. */
  readonly sessionCookie: string;
  /** Whether a Directus is served over that is older than the oldest supported. */
  readonly anyDirectusVersion: boolean;
  /** How long an identity that was good is believed while it cannot be checked, in milliseconds; 0: not at all. */
  readonly identityGraceMs: number;
  /** Whose tokens are staff's, beside Directus's. */
  readonly oidc: OidcProvider | undefined;
  /** How much each audience may ask for. */
  readonly bounds: Readonly<Record<Audience, Bounds>>;
  /** The sites whose pages may read answers: "https://app.example". */
  readonly corsOrigins: readonly string[];
  /** Where clients reach the gateway: "https://graph.example", for the URLs that it gives. Undefined: those are relative. */
  readonly publicUrl: string | undefined;
  /** The audiences that are answered trusted documents alone. */
  readonly trustedDocumentsOnly: readonly Audience[];
  /** The header in which a proxy says who asks it: "x-forwarded-for". Undefined: clients connect themselves. */
  readonly clientAddressHeader: string | undefined;
  /** How many proxies append to that header: the client's address is the one that the first of them appended. */
  readonly clientAddressHops: number;
  /** Where replicas of the gateway count together what callers use. Undefined: each counts for itself. */
  readonly redisUrl: string | undefined;
  /** What upstreams show that tell of changes. Undefined: it tells of none here. */
  readonly webhookSecrets: WebhookSecrets;
  /** How long one upstream request may take, in milliseconds. */
  readonly upstreamTimeoutMs: number;
  /** How many requests an upstream is sent at a time; more wait. */
  readonly upstreamConnections: number;
  /** How long a client's request may take in all, in milliseconds: what is not there by then is an error in its answer. */
  readonly requestTimeoutMs: number;
  /** Whether what the last run of an operation looked up is asked for beside the first wave. */
  readonly speculation: boolean;
  /** Whether answers are kept and told again, for as long as its types have TTLs. */
  readonly cached: boolean;
  /** How many processes serve, on one port. */
  readonly workers: number;
  /** How often the upstreams' schemas are looked at, in seconds; 0: never. */
  readonly schemaPollSeconds: number;
  /** How often the database is asked for new data, in seconds; 0: never. */
  readonly ingestionPollSeconds: number;
  /** How long requests in flight may take to be answered after SIGTERM, in milliseconds. */
  readonly shutdownMs: number;
  /** For how long it goes on accepting connections after SIGTERM, while /readyz says that it leaves, in milliseconds. */
  readonly leaveMs: number;
  /** How many requests a process serves at a time at most. */
  readonly maxInFlight: number;
  /** How long its event loop may keep callbacks waiting before it turns requests away, in milliseconds. */
  readonly maxEventLoopDelayMs: number;
  /** What is observed of the gateway, and where it goes. */
  readonly observe: ObserveSettings;
  /** Whether all of the upstreams are the sandbox's: there everyone may ask how an answer came about. */
  readonly explainToEveryone: boolean;
  /** Where the sandbox keeps its data. */
  readonly sandboxDir: string;
  /** Run in this process over its database, or asked where it is served on its own. */
  readonly analytics: Source<AnalyticsDatabase | { readonly analyticsUrl: string }>;
  readonly cms: Source<{
    readonly url: string;
    readonly token: string | undefined;
    readonly publicUrl: string;
    /** The most rows that Directus gives at once; undefined where it has no such limit. */
    readonly queryLimitMax: number | undefined;
    /** How long what a role of Directus may not read is remembered, in milliseconds. */
    readonly permissionsMs: number;
  }>;
  /** `requestsPerMinute`, `requestsPerSecond`: how many root fields Twenty lets the workspace's API keys ask for. */
  readonly crm: Source<{
    readonly url: string;
    readonly apiKey: string;
    readonly requestsPerMinute: number;
    readonly requestsPerSecond: number;
  }>;
}
