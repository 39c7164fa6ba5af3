import { Command } from 'commander';
import { prometheusRules } from '../core/alerting/prometheus-rules.ts';
import { rulesYaml } from '../core/alerting/rules-yaml.ts';
import type { DeploymentConfig } from '../core/config.ts';
import { meantOrAll } from '../core/model/near-names.ts';
import { CommandError } from './command-error.ts';
import { readDeployment } from './config/read-deployment.ts';
import { withExamples } from './examples.ts';
import { type Session, sayJson } from './session.ts';

const usualFile = 'headroom.config.ts';

const examples = [
  'headroom rules checkout > checkout.rules.yaml',
  'headroom rules --config shop.config.ts --json',
] as const;

/** `headroom rules <service>`: the alerts on what a service promises, as rules for Prometheus. */
export function rules(session: Session): Command {
  return withExamples(new Command('rules'), examples)
    .description("print Prometheus's rules for what a service promises: how fast it uses up its budget, and silence")
    .argument('[service]', 'one that the config has an objective of (default: all of them)')
    .option('--config <file>', 'the config that it is in', usualFile)
    .option('--json', 'print one JSON object, which Prometheus reads too')
    .action((service: string | undefined, options: Options) => run(session, service ?? null, options));
}

interface Options {
  readonly config: string;
  readonly json?: true;
}

async function run(session: Session, service: string | null, { config, json }: Options): Promise<void> {
  const { objectives, services } = await readDeployment(session, config);
  const meant = objectives.filter((one) => service === null || one.service === service);
  if (meant.length === 0) {
    const known = objectives.map((one) => one.service);
    throw new CommandError(
      `${config} has no objective${service === null ? '' : ` of "${service}"`}${nextOf(service, known, services)}`,
    );
  }
  const groups = meant.map(prometheusRules);
  if (json) sayJson(session, { groups });
  else session.out.write(rulesYaml(groups));
}

/** What helps whoever asked for rules that cannot be made. */
function nextOf(service: string | null, known: readonly string[], services: DeploymentConfig['services']): string {
  const promised = services.map(({ config }) => config).filter(({ objective }) => objective !== null);
  const watched = promised.find((one) => one.service === (service ?? one.service));
  if (watched !== undefined)
    return ` that Prometheus can read: alarms of CloudWatch watch that of "${watched.service}"; for rules too, give it the queries, services: { ${JSON.stringify(watched.service)}: { objective: { ..., prometheus: { total, bad } } } }`;
  if (known.length > 0) return `; ${meantOrAll(service ?? '', known)}`;
  return '; write one, as objectives: { checkout: { availability: 99.9, ... } }';
}
