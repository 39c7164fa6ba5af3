import { longestSubjectName } from '../model/subject-name.ts';
import type { ReadingInput } from '../readings/reading-config.ts';
import type { ScalableInput } from './config/scalable.ts';
import { namesOf, tellTarget } from './config/target-identity.ts';
import type { TargetConfig } from './config/target-kinds.ts';
import type { Behind, FoundFleet } from './found-fleet.ts';

/** A config to begin with, and what whoever reads it should know. */
export interface Proposal {
  readonly scalable: string;
  readonly input: ScalableInput;
  /** Sentences about what was guessed, or is left to be said. */
  readonly remarks: readonly string[];
}

/** Percent of requests that may find too little capacity; the knob that a config begins with. */
const usualBudgetPercent = 0.5;
/** What a config that says nothing reads. */
const usualSeconds = 60;
/** How busy units are kept where nothing tells what arrives. */
const usualBusyShare = 0.5;

/**
 * A config of each of these that changes nothing yet: mode recommend, within the bounds that they have. Where requests come by
 * a load balancer it keeps a budget; elsewhere it can only keep units evenly busy.
 */
export function proposeScalables(fleets: readonly FoundFleet[]): readonly Proposal[] {
  const taken = new Set<string>();
  return fleets.map((fleet) => {
    const scalable = nameFor(fleet.target, taken);
    taken.add(scalable);
    return { scalable, ...proposed(fleet) };
  });
}

function proposed(fleet: FoundFleet): Omit<Proposal, 'scalable'> {
  const { target, behind } = fleet;
  const { bounds, remarks } = boundsFor(fleet);
  const cpu = cpuOf(fleet);
  const input = { mode: 'recommend', target: unplaced(target), bounds } as const;
  if (behind !== null) {
    const readings = { requests: requestsOf(behind), cpu };
    const policies = [{ kind: 'tuned', reading: 'requests', strain: { utilisation: 'cpu' } }] as const;
    return { input: { ...input, sloBudgetPercent: usualBudgetPercent, readings, policies: [...policies] }, remarks };
  }
  const policy = { kind: 'target-tracking', reading: 'cpu', of: 'utilisation', target: usualBusyShare } as const;
  return { input: { ...input, readings: { cpu }, policies: [policy] }, remarks: [...remarks, noDemand(target)] };
}

/** Headroom is deployed where its targets are, which goes without saying. */
function unplaced({ account: _, region: __, ...names }: TargetConfig): ScalableInput['target'] {
  return names as ScalableInput['target'];
}

function noDemand(target: TargetConfig): string {
  const told = tellTarget(target);
  return `no load balancer stands before ${told}, so nothing tells what arrives; add a reading of that, a policy of the kind tuned on it, and sloBudgetPercent`;
}

/** Zero needs something that speaks at zero, and what has no bounds gets some that people will want to change. */
function boundsFor({ target, asked, limits }: FoundFleet) {
  const told = tellTarget(target);
  if (limits === null) {
    const bounds = { min: 1, max: Math.max(2, 2 * asked) };
    return {
      bounds,
      remarks: [`nothing bounds ${told}; ${bounds.max} is twice what it has now, so set what you can pay`],
    };
  }
  const min = Math.max(1, limits.min);
  const bounds = { min, max: Math.max(min, limits.max) };
  const raised = `the minimum of ${told} is 0; one unit is kept until a reading speaks while nothing runs, e.g. the messages of a queue`;
  return { bounds, remarks: limits.min < 1 ? [raised] : [] };
}

/** Requests per second, as `albRequests` reads them: zero is told from missing by what the balancer always reports. */
function requestsOf({ loadBalancer, targetGroup }: Behind): ReadingInput {
  const namespace = 'AWS/ApplicationELB';
  const witness = { namespace, metricName: 'ConsumedLCUs', stat: 'Sum', dimensions: { LoadBalancer: loadBalancer } };
  const dimensions = { LoadBalancer: loadBalancer, TargetGroup: targetGroup };
  const part = { kind: 'cloudwatch', namespace, metricName: 'RequestCount', dimensions, stat: 'Sum', witness } as const;
  return { parts: [part], scale: 1 / 60 };
}

/** How busy units are, a share. */
function cpuOf({ cpu: { namespace, dimensions, periodSeconds } }: FoundFleet): ReadingInput {
  const metric = { kind: 'cloudwatch', namespace, metricName: 'CPUUtilization', dimensions, stat: 'Average' } as const;
  return { parts: [periodSeconds === usualSeconds ? metric : { ...metric, periodSeconds }], scale: 1 / 100 };
}

/** A name made of those of the target, of what names may hold, that no other has. */
function nameFor(target: TargetConfig, taken: ReadonlySet<string>): string {
  const [kind = '', ...names] = namesOf(target);
  const parts = names.flatMap((name) => name.split('/')).map(sayable);
  const said = parts.filter((part) => part !== '').join('/') || kind;
  // What every object has, such as `constructor`, is no key that a config's type can tell from that.
  const whole = said in {} ? `${kind}/${said}` : said;
  for (let count = 1; ; count++) {
    const end = count === 1 ? '' : `-${count}`;
    const name = `${whole.slice(0, longestSubjectName - end.length).replace(/\/+$/, '')}${end}`;
    if (!taken.has(name)) return name;
  }
}

function sayable(part: string): string {
  return part
    .replace(/[^a-z0-9._-]+/gi, '-')
    .replace(/^[^a-z0-9]+/i, '')
    .replace(/-+$/, '');
}
