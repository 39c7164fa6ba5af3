import { Command } from 'commander';
import type { DeploymentConfig } from '../core/config.ts';
import { meantOrAll } from '../core/model/near-names.ts';
import { serviceOf } from '../core/model/service-and-tier.ts';
import { CommandError } from './command-error.ts';
import { readDeployment } from './config/read-deployment.ts';
import { withExamples } from './examples.ts';
import type { Shown } from './grafana/panels.ts';
import { type Session, sayJson } from './session.ts';

const usualFile = 'headroom.config.ts';

const examples = [['headroom dashboard checkout > checkout.json', 'in Grafana: Dashboards, New, Import']] as const;

const before = `It draws what "headroom rules" records of an objective, and what a Prometheus among the sinks of the config is told of decisions.`;

/** `headroom dashboard <service>`: a dashboard for Grafana. */
export function dashboard(session: Session): Command {
  return withExamples(new Command('dashboard'), examples, { before })
    .description(
      'print a dashboard for Grafana: what a service promises, what may run out, and what is decided of each tier',
    )
    .argument('<service>', 'one that the config has an objective or scalables of')
    .option('--config <file>', 'the config that it is in', usualFile)
    .action((service: string, options: { readonly config: string }) => run(session, service, options.config));
}

async function run(session: Session, service: string, config: string): Promise<void> {
  const shown = shownOf(await readDeployment(session, config), service, config);
  // Only now: it is large.
  const { serviceDashboard } = await import('./grafana/service-dashboard.ts');
  sayJson(session, serviceDashboard(shown));
}

function shownOf({ deployment, objectives, scalables }: DeploymentConfig, service: string, config: string): Shown {
  const names = scalables.map((one) => one.config.scalable);
  const objective = objectives.find((one) => one.service === service) ?? null;
  const tiers = names.filter((name) => serviceOf(name) === service);
  if (objective !== null || tiers.length > 0) return { deployment, service, objective, scalables: tiers };
  const known = [...new Set([...objectives.map((one) => one.service), ...names.map(serviceOf)])];
  const next =
    known.length === 0
      ? 'write one, as objectives: { checkout: { availability: 99.9, ... } }'
      : meantOrAll(service, known);
  throw new CommandError(`${config} has no service "${service}"; ${next}`);
}
