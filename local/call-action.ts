import type { IncomingHttpHeaders } from 'node:http';

/** The action that a request names, as a policy writes it; REST services say only the method and path. */
export function actionOf(method: string, path: string, headers: IncomingHttpHeaders, body: string): string {
  return `${serviceOf(headers)}:${operationOf(headers, body, path) ?? `${method} ${path.split('?')[0]}`}`;
}

function serviceOf(headers: IncomingHttpHeaders): string {
  const scope = /Credential=[^/]+\/\d+\/[^/]+\/([^/]+)\//.exec(headers.authorization ?? '')?.[1] ?? 'unsigned';
  return policyNames[scope] ?? scope;
}

/** Where the service that a request is signed for has another name in policies. */
const policyNames: Record<string, string> = { monitoring: 'cloudwatch' };

function operationOf(headers: IncomingHttpHeaders, body: string, path: string): string | undefined {
  const target = headers['x-amz-target'];
  if (typeof target === 'string') return target.split('.').at(-1);
  if (/\/functions\/[^/]+\/invocations(?:\?|$)/.test(path)) return 'InvokeFunction';
  const rpc = /\/service\/[^/]+\/operation\/([^/?]+)/.exec(path)?.[1];
  return rpc ?? new URLSearchParams(body).get('Action') ?? undefined;
}
