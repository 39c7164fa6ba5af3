import type { ConnectionSettings } from '../../../adapters/aws/connection-settings.ts';
import type { Keys } from '../../../adapters/aws/secret-keys.ts';
import type { connectSources } from '../../../adapters/sources/catalogue.ts';
import { CommandError } from '../../command-error.ts';
import type { Session } from '../../session.ts';
import type { BacktestOptions } from './options.ts';

/** What a query is asked with. */
interface Asking {
  readonly session: Session;
  readonly query: string;
  readonly options: BacktestOptions;
  readonly settings: ConnectionSettings;
}

/** A part of a reading, and the client that reads it. */
interface Queried {
  readonly part: object;
  readonly clients: NonNullable<Parameters<typeof connectSources>[1]>;
}

export type QueriedServer = 'prometheus' | 'datadog';

/** The servers outside AWS that a backtest may ask. Secrets come from the environment, where a person has them. */
export const queriedServers: { readonly [Server in QueriedServer]: (asking: Asking) => Promise<Queried> } = {
  prometheus: async ({ session: { env }, query, options, settings }) => {
    const [{ prometheusClient }, { requestSigner }] = await Promise.all([
      import('../../../adapters/sources/prometheus/client.ts'),
      import('../../../adapters/aws/request-signer.ts'),
    ]);
    const url = options.prometheus ?? '';
    const client = prometheusClient({ fetch, keys: environmentKeys(env), sign: requestSigner(settings) });
    return {
      part: { kind: 'prometheus', url, query, auth: prometheusAuth(url, env) },
      clients: { prometheus: client },
    };
  },
  datadog: async ({ session: { env, nowMs }, query, options: { datadog: site } }) => {
    const { datadogClient } = await import('../../../adapters/sources/datadog/client.ts');
    const client = datadogClient({ fetch, keys: environmentKeys(env), nowMs });
    return { part: { kind: 'datadog', site, query, ...secret }, clients: { datadog: client } };
  },
};

type Environment = Session['env'];

/** What stands in for the ARN of a secret. */
const secret = { secretArn: 'environment' } as const;

function prometheusAuth(url: string, env: Environment) {
  const region = /^https:\/\/aps-workspaces\.([a-z0-9-]+)\.amazonaws\.com\//.exec(url)?.[1];
  if (region !== undefined) return { kind: 'sigv4', workspaceArn: `arn:aws:aps:${region}` };
  if (env.PROMETHEUS_TOKEN !== undefined) return { kind: 'bearer', ...secret, secretField: 'PROMETHEUS_TOKEN' };
  return env.PROMETHEUS_USERNAME === undefined ? null : { kind: 'basic', ...secret };
}

const variables: Readonly<Record<string, string>> = {
  username: 'PROMETHEUS_USERNAME',
  password: 'PROMETHEUS_PASSWORD',
  apiKey: 'DD_API_KEY',
  applicationKey: 'DD_APP_KEY',
};

function environmentKeys(env: Environment): Keys {
  return {
    read: async ({ secretField }) => {
      const name = variables[secretField ?? ''] ?? secretField ?? '';
      const value = env[name];
      if (value === undefined) throw new CommandError(`the environment has no ${name}; set it`);
      return value;
    },
    forget: () => undefined,
  };
}
