/** What the API server answers where it does not do what it is asked (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/). */
interface Status {
  readonly message?: string;
  readonly reason?: string;
  readonly details?: { readonly kind?: string; readonly name?: string; readonly retryAfterSeconds?: number };
}

/** The names of answers that carry no reason of their own, e.g. those of a proxy before the API server. */
const names: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  422: 'Invalid',
  429: 'TooManyRequests',
};

/** The API server of a cluster answered that it will not do what it is asked. Its name is the reason, e.g. `NotFound`. */
export class KubernetesError extends Error {
  override readonly name: string;
  /** As errors of the AWS SDK have it, so that what is worth another attempt is told alike. */
  readonly $metadata: { readonly httpStatusCode: number };
  /** A conflict is over by the next attempt: what is asked for names no version of what it changes. */
  readonly $retryable: { readonly throttling: boolean } | undefined;
  /** How long to wait before asking again, as the server says; null where it says nothing. */
  readonly retryAfterMs: number | null;
  /** Whether it knows what it was asked about, and has none of this name; else it serves nothing of the kind. */
  readonly isOfObject: boolean;

  constructor(httpStatusCode: number, status: Status, retryAfterMs: number | null) {
    super(status.message || `the API server answered ${httpStatusCode}`);
    this.name = status.reason || names[httpStatusCode] || 'ServerError';
    this.$metadata = { httpStatusCode };
    this.$retryable = httpStatusCode === 409 ? { throttling: false } : undefined;
    const told = status.details?.retryAfterSeconds;
    this.retryAfterMs = retryAfterMs ?? (told === undefined ? null : told * 1000);
    this.isOfObject = status.details?.name !== undefined;
  }
}

/** No API server answered. Whether a change took effect is not known. */
export class ClusterUnreachable extends Error {
  override readonly name = 'ClusterUnreachable';
  /** The network's own code, e.g. `ECONNREFUSED`; by it an attempt is worth another. */
  readonly code: string;

  constructor(message: string, code: string, cause: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** Reads an answer that is not a success. A body that is not status, such as that of a proxy, counts as none. */
export function kubernetesError(statusCode: number, body: string, retryAfter: string | undefined): KubernetesError {
  return new KubernetesError(statusCode, statusOf(body), retryAfterMs(retryAfter));
}

function statusOf(body: string): Status {
  try {
    const status: unknown = JSON.parse(body);
    return typeof status === 'object' && status !== null ? status : {};
  } catch {
    return {};
  }
}

/** Seconds, as the API server gives them; the other form, a date, is of proxies and counts as none. */
function retryAfterMs(header: string | undefined): number | null {
  return header !== undefined && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : null;
}
