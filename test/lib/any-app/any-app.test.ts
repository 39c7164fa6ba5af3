import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AppPlan, appPlans } from './app-plan.ts';
import { type AppMade, laws } from './laws.ts';
import { makeApp } from './make-app.ts';
import { resourcesOf, templatesOf } from './templates.ts';

/** Few and large ones, since a synth takes its time; another seed looks elsewhere. */
const seed = Number(process.env.PROPERTY_SEED) || 20261101;
const plans = fc.sample(appPlans, { numRuns: 5, seed });

/** What is at an end of what there is, whatever the seed. */
const ends: readonly Partial<AppPlan>[] = [
  { network: 'closed', keyspaces: 3, balances: 1, sites: 1, groups: 1, services: 1, apart: true },
  { region: 'eu-central-1', sitesElsewhere: true, sites: 3, apart: true, key: 'made', keyspaces: 2, people: 2 },
  { hasFlags: false, apart: true, key: 'made', keyspaces: 1, groups: 4, balances: 2, sites: 2 },
];

function made(plan: AppPlan): AppMade {
  const templates = templatesOf(makeApp(plan));
  return { templates, resources: resourcesOf(templates) };
}

const [first] = plans as [AppPlan];
describe.each([...plans, ...ends.map((end) => ({ ...first, ...end }))])(`an app of seed ${seed}: %j`, (plan) => {
  const app = made(plan);

  it.each(Object.entries(laws))('%s', (_, law) => {
    expect(law(app)).toEqual([]);
  });
});
