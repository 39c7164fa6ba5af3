import { Command, InvalidArgumentError } from 'commander';
import { stringify } from 'yaml';
import { meantOrAll } from '../../core/model/near-names.ts';
import { autoscalerOf, type Following } from '../../core/scaling/config/kubernetes/autoscaler.ts';
import { bufferOf, capacityBufferOf } from '../../core/scaling/config/kubernetes/buffer.ts';
import type { Manifest } from '../../core/scaling/config/kubernetes/manifest.ts';
import { quantityOf } from '../../core/scaling/config/kubernetes/quantity.ts';
import { bufferRoleOf, roleOf } from '../../core/scaling/config/kubernetes/role.ts';
import { type ScaleTarget, scaleTargetOf } from '../../core/scaling/config/kubernetes/scale-target.ts';
import { scaledObjectOf } from '../../core/scaling/config/kubernetes/scaled-object.ts';
import type { ScalableConfig } from '../../core/scaling/config/scalable.ts';
import type { TargetConfig } from '../../core/scaling/config/target-kinds.ts';
import { CommandError } from '../command-error.ts';
import { readDeployment } from '../config/read-deployment.ts';
import { withExamples } from '../examples.ts';
import { type Session, sayJson } from '../session.ts';

interface Options {
  readonly config: string;
  readonly json?: true;
}

interface Meant {
  readonly deployment: string;
  readonly scalable: string;
  readonly config: ScalableConfig;
  readonly target: TargetConfig<'kubernetes-workload'>;
}

const examples: Readonly<Record<string, string>> = {
  role: 'headroom manifests role | kubectl apply -f -',
  hpa: 'headroom manifests hpa checkout/web | kubectl apply -f -',
  keda: 'headroom manifests keda checkout/web --prometheus http://prometheus.monitoring:9090 | kubectl apply -f -',
  buffer: 'headroom manifests buffer checkout/web --units 4 --cpu 500m --memory 1Gi | kubectl apply -f -',
};

/** `headroom manifests`: what is applied to a cluster, printed for `kubectl apply -f -`. */
export function manifests(session: Session): Command {
  const command = new Command('manifests').description('print what is applied to a cluster of Kubernetes, for kubectl');
  const add = <More>(name: string, does: string, make: (meant: Meant, more: Options & More) => readonly Manifest[]) =>
    withExamples(command.command(name), [examples[name] ?? ''])
      .description(does)
      .argument('[scalable]', 'one whose target is a kubernetes-workload (default: all of them)')
      .option('--config <file>', 'the config that it is in', 'headroom.config.ts')
      .option('--json', 'print one JSON object, a List, which kubectl reads too')
      .action(async (scalable: string | undefined, options: Options & More) => {
        const meant = await meantBy(session, scalable ?? null, options.config);
        print(
          session,
          options,
          meant.flatMap((one) => make(one, options)),
        );
      });
  add(
    'role',
    'what lets Headroom scale exactly these workloads, and size the buffers of those with a warmPool',
    (meant) => {
      const { deployment, target, config } = meant;
      return [
        ...roleOf(deployment, target),
        ...(config.warmPool === undefined ? [] : bufferRoleOf(deployment, target)),
      ];
    },
  );
  add('hpa', 'an autoscaler that asks for what Headroom wants, by an external metric from Prometheus', (meant) => [
    autoscalerOf(following(meant)),
  ]);
  add<{ prometheus?: string; region?: string }>(
    'keda',
    'a ScaledObject of KEDA that asks for what Headroom wants',
    (meant, { prometheus, region }) => [scaledObjectOf(following(meant), readBy(prometheus, region))],
  )
    .option('--prometheus <address>', 'where KEDA reaches Prometheus, e.g. http://prometheus.monitoring:9090')
    .option('--region <region>', 'where KEDA asks CloudWatch; the scalable has to say publish: true');
  add<BufferOptions>('buffer', 'what keeps room on nodes ready, and gives way at once', bufferManifests)
    .option(
      '--units <count>',
      'pods to keep room for; Headroom decides it where the scalable has a warmPool',
      readUnits,
    )
    .option('--cpu <request>', 'what one of its pods requests, e.g. 500m', readQuantity)
    .option('--memory <request>', 'what one of its pods requests, e.g. 1Gi', readQuantity)
    .option('--capacity-buffer', 'a CapacityBuffer, where Karpenter serves that API, in place of pods');
  return command;
}

interface BufferOptions {
  readonly units?: number;
  readonly cpu?: string;
  readonly memory?: string;
  readonly capacityBuffer?: true;
}

function bufferManifests(meant: Meant, { units, cpu, memory, capacityBuffer }: BufferOptions): readonly Manifest[] {
  const { scalable, target, config } = meant;
  if (units === undefined && config.warmPool === undefined) {
    throw new CommandError(
      `${scalable} has no warmPool by which Headroom decides how many; give --units <count>, or give it one`,
    );
  }
  const buffer = { ...target, units: units ?? null };
  if (capacityBuffer) return [capacityBufferOf(buffer, scaleTargetOrFail(meant))];
  if (cpu === undefined || memory === undefined) {
    throw new CommandError(
      'say what one of its pods requests: --cpu <request> and --memory <request>, as its template does',
    );
  }
  return bufferOf({ ...buffer, requests: { cpu, memory } });
}

function readQuantity(text: string): string {
  if ((quantityOf(text) ?? -1) < 0) throw new InvalidArgumentError('give a quantity of Kubernetes, e.g. 500m or 1Gi.');
  return text;
}

function readUnits(text: string): number {
  const units = Number(text);
  if (!Number.isInteger(units) || units < 1) throw new InvalidArgumentError('give a whole number of at least 1.');
  return units;
}

function readBy(prometheus: string | undefined, region: string | undefined) {
  if (prometheus !== undefined && region === undefined) return { prometheus };
  if (region !== undefined && prometheus === undefined) return { region };
  throw new CommandError('say where KEDA reads the number: one of --prometheus <address> and --region <region>');
}

async function meantBy(session: Session, scalable: string | null, file: string): Promise<readonly Meant[]> {
  const { deployment, scalables } = await readDeployment(session, file);
  const all = scalables.flatMap(({ config }) => {
    const { target } = config;
    return target.kind === 'kubernetes-workload' ? [{ deployment, scalable: config.scalable, config, target }] : [];
  });
  const meant = all.filter((one) => scalable === null || one.scalable === scalable);
  if (meant.length > 0) return meant;
  const known = all.map((one) => one.scalable);
  const next = known.length === 0 ? 'no target in it is a kubernetes-workload' : meantOrAll(scalable ?? '', known);
  throw new CommandError(
    `${file} has no workload of Kubernetes${scalable === null ? '' : ` called "${scalable}"`}; ${next}`,
  );
}

function following(meant: Meant): Following {
  const { deployment, scalable, config, target } = meant;
  const scaleTargetRef = scaleTargetOrFail(meant);
  return { deployment, scalable, namespace: target.namespace, scaleTargetRef, bounds: config.bounds };
}

function scaleTargetOrFail({ scalable, target }: Meant): ScaleTarget {
  const found = scaleTargetOf(target);
  if (found !== null) return found;
  throw new CommandError(
    `${scalable}: what kind a ${target.resource} of ${target.group} is cannot be told by its name; write this by hand`,
  );
}

/** Several are alike where they are for the whole cluster: each is printed once. */
function print(session: Session, { json }: Options, all: readonly Manifest[]): void {
  const once = [...new Map(all.map((one) => [JSON.stringify(one), one])).values()];
  if (json) sayJson(session, { apiVersion: 'v1', kind: 'List', items: once });
  else session.out.write(once.map((one) => stringify(one, { aliasDuplicateObjects: false })).join('---\n'));
}
