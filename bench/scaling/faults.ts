import { parseScalable } from '../../core/scaling/config/parse-scalable.ts';
import { Waiting } from '../../core/scaling/policies/provisioner/staffing/waiting.ts';
import { FaultyWorld } from '../../sim/scaling/faults/faulty-world.ts';
import { live } from '../../sim/scaling/faults/live.ts';
import { type Misfortunes, noMisfortune } from '../../sim/scaling/faults/misfortunes.ts';
import { sampledLeads } from '../../sim/scaling/faults/sampled-leads.ts';
import { profiles, unitRate } from '../../sim/scaling/world/profile.ts';
import { round } from '../round.ts';
import { reaction } from './reaction.ts';

const profile = profiles[60];
const minuteMs = 60_000;
const strain = { utilisation: 'utilisation', backlog: 'backlog' };
const day = 1440;
const twentyUnits = new Waiting(profile).mostPerSecond(20);

const askings = {
  rate: { by: 'rate', target: 0.8 },
  envelope: { by: 'envelope', periods: 10, deviations: 3 },
  windowMaximum: { by: 'window-maximum', expectile: 0.8, quantile: 0.9 },
} as const;

const fates: Readonly<Record<string, Partial<Misfortunes>>> = {
  none: {},
  censored: { censored: true },
  missing: { isLost: (_, { uniform }) => uniform() < 0.1 },
  late: { metricDelaySeconds: (_, { uniform }) => (uniform() < 0.25 ? 60 + 240 * uniform() : 45) },
  launch: {
    actFails: (_, { uniform }) => uniform() < 0.05,
    leadSeconds: sampledLeads([120, 150, 180, 180, 180, 180, 210, 240, 300, 600]),
  },
  deploy: { capacityShare: (sinceMs) => (sinceMs > day * minuteMs * 1.25 ? 0.7 : 1) },
  cold: { coldSeconds: 180, coldShare: 0.3 },
  retries: { retries: 2 },
  loss: { lossAt: (sinceMs) => (sinceMs > 0 && sinceMs % (360 * minuteMs) === 0 ? 1 / 3 : 0) },
  sizes: { sizes: [1, 0.6] },
};

/** Two days, the second of them counted, under the whole spine: what each misfortune costs each way of asking. */
const figures: object[] = [];
for (const [name, asking] of Object.entries(askings)) {
  for (const [fate, changes] of Object.entries(fates))
    figures.push({ asking: name, fate, ...(await measure(asking, changes)) });
}
console.log(JSON.stringify({ misfortunes: figures, reaction: reaction() }));

async function measure(asking: (typeof askings)[keyof typeof askings], fate: Partial<Misfortunes>): Promise<object> {
  const config = parseScalable('simulated', {
    mode: 'on',
    target: { kind: 'ecs-service', cluster: 'simulated', serviceName: 'simulated' },
    bounds: { min: 1, max: 1000 },
    readings: {
      demand: part('demand'),
      utilisation: part('utilisation'),
      running: part('running'),
      backlog: part('backlog'),
    },
    policies: [
      { kind: 'provisioner', reading: 'demand', unitPerSecond: unitRate(profile), strain, asking, holdSeconds: 600 },
    ],
    scaleIn: { holdSeconds: 0 },
  });
  const world = new FaultyWorld(config, 21, { ...noMisfortune, ...fate });
  await live(world, config.scalable, 2 * day, demandAt);
  const minutes = world.minutes.slice(day);
  const total = (pick: (minute: (typeof minutes)[number]) => number): number =>
    minutes.reduce((sum, one) => sum + pick(one), 0);
  return {
    violationPercent: round((100 * total(({ fresh, violation }) => fresh * violation)) / total(({ fresh }) => fresh)),
    costRatio: round(total(({ asked }) => asked) / total(({ need }) => need)),
  };
}

function part(metricName: string) {
  return { parts: [{ kind: 'cloudwatch' as const, namespace: 'simulated', metricName, stat: 'Sum' }] };
}

/** A daily wave with a burst at ten in the morning, never quite the same from minute to minute. */
function demandAt(minute: number): number {
  const wave = 1 + 0.5 * Math.sin((2 * Math.PI * minute) / day);
  const burst = minute % day >= 600 && minute % day < 640 ? 1.6 : 1;
  return twentyUnits * wave * burst * (1 + 0.02 * Math.sin(minute * 12.9898) * Math.sin(minute * 78.233));
}
