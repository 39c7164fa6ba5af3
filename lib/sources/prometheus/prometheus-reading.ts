import type { CfnWorkspace } from 'aws-cdk-lib/aws-aps';
import type { ISecret } from 'aws-cdk-lib/aws-secretsmanager';
import { InvalidInput } from '../../../core/model/errors.ts';
import type { ReadingInput } from '../../../core/readings/reading-config.ts';
import { type PolledOptions, polledPart } from '../polled-part.ts';
import { secretConfig } from '../secret-place.ts';

type PrometheusPart = Extract<ReadingInput['parts'][number], { readonly kind: 'prometheus' }>;

/** Which server is asked: a workspace of Amazon Managed Service for Prometheus, or any by its address. */
export interface PrometheusServer {
  readonly workspace?: Pick<CfnWorkspace, 'attrArn' | 'attrPrometheusEndpoint'>;
  /** Where its API begins, without `/api/v1`; it must be reachable from outside a VPC. */
  readonly url?: string;
  /** A secret that is the token which the server asks for, or has it in `secretField`. */
  readonly token?: ISecret;
  /** @default - the secret is the token */
  readonly secretField?: string;
  /** A secret with `username` and `password`, in place of a token. */
  readonly credentials?: ISecret;
}

export interface PrometheusReadingOptions extends PolledOptions {
  /** PromQL of something that is always told: where it answers and the query does not, the query is zero. */
  readonly witness?: string;
}

/**
 * A reading that a query of Prometheus tells: PromQL that answers one series. No alarm can watch it, so Headroom looks every
 * minute. What is scaled by it is allowed to read the one secret, or to query the one workspace. A look waits no longer for
 * it than for any other reading, and what is down, slow or answers several series tells why and is not a number.
 */
export function prometheusReading(
  server: PrometheusServer,
  query: string,
  { witness, scale, ...options }: PrometheusReadingOptions = {},
): ReadingInput {
  const part: PrometheusPart = {
    kind: 'prometheus',
    ...placeOf(server),
    query,
    ...(witness !== undefined && { witness }),
    ...polledPart(options),
  };
  return { parts: [part], ...(scale !== undefined && { scale }) };
}

/** Throws `InvalidInput` where no server is named, or two ways of asking it. */
export function placeOf({
  workspace,
  url,
  token,
  secretField,
  credentials,
}: PrometheusServer): Pick<PrometheusPart, 'url' | 'auth'> {
  const ways = [workspace, token, credentials].filter((way) => way !== undefined);
  if ((workspace === undefined) === (url === undefined) || ways.length > 1)
    throw new InvalidInput(
      'server',
      'is not one server; give a workspace, or a url with token or credentials or neither',
    );
  if (workspace !== undefined)
    return { url: workspace.attrPrometheusEndpoint, auth: { kind: 'sigv4', workspaceArn: workspace.attrArn } };
  const address = url ?? '';
  if (token !== undefined)
    return { url: address, auth: { kind: 'bearer', ...secretConfig(token), secretField: secretField ?? null } };
  if (credentials !== undefined) return { url: address, auth: { kind: 'basic', ...secretConfig(credentials) } };
  return { url: address, auth: null };
}
