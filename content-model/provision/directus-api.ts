/** Directus's REST API, as an administrator. */
export interface DirectusApi {
  /**
   * Sends JSON or a form, and returns the `data` of the answer; undefined without data.
   * @throws Error with the request and Directus's message
   */
  request<T>(method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown): Promise<T>;
}

/** Opens Directus's REST API. Nothing is sent before the first request. */
export function openDirectusApi(url: string, adminToken: string): DirectusApi {
  const base = url.replace(/\/+$/, '');
  return {
    async request<T>(method: string, path: string, body?: unknown) {
      const isForm = body instanceof FormData;
      const response = await fetch(base + path, {
        method,
        headers: {
          authorization: `Bearer ${adminToken}`,
          ...(body !== undefined && !isForm && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: isForm ? body : JSON.stringify(body) }),
      }).catch((cause: unknown) => {
        throw new Error(`Directus cannot be reached at ${base}. Is it running, and is DIRECTUS_URL right?`, { cause });
      });
      const text = await response.text();
      if (!response.ok) throw new Error(`${method} ${path}: ${describeFailure(response.status, text)}`);
      return (text === '' ? undefined : JSON.parse(text).data) as T;
    },
  };
}

/** Returns Directus's message for a failure, with the remedy where it is known. */
function describeFailure(status: number, text: string): string {
  if (status === 401)
    return 'Directus does not know this token. Set DIRECTUS_ADMIN_TOKEN to an administrator’s static token.';
  if (codesOf(text).includes('RESOURCE_RESTRICTED'))
    return `The licence of this Directus does not allow it: since version 12, permissions by row and by field need a licence that includes them (${messages(text)}).`;
  if (status === 403)
    return `Directus refuses: DIRECTUS_ADMIN_TOKEN must belong to an administrator (${messages(text)}).`;
  return `Directus answered HTTP ${status}: ${messages(text)}`;
}

function messages(text: string): string {
  try {
    return errorsOf(text)
      .map(({ message, extensions }) => (extensions?.field === 'token' ? TAKEN : message))
      .join(' ');
  } catch {
    return text.slice(0, 200);
  }
}

/** Replaces Directus's own message, which contains the token. */
const TAKEN = 'Another user of Directus has the token of DIRECTUS_TOKEN: choose another long random text.';

interface ApiError {
  readonly message: string;
  readonly extensions?: { readonly code?: string; readonly field?: string };
}

/** Reads the errors of an answer. @throws Error where the text is not an answer of Directus */
function errorsOf(text: string): readonly ApiError[] {
  return (JSON.parse(text) as { errors: readonly ApiError[] }).errors;
}

function codesOf(text: string): readonly (string | undefined)[] {
  try {
    return errorsOf(text).map(({ extensions }) => extensions?.code);
  } catch {
    return [];
  }
}
