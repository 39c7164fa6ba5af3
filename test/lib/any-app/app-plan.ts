import fc from 'fast-check';

/** What a made-up app has; every field is small, so that a failing one can be read. */
export interface AppPlan {
  readonly deploymentName: string;
  readonly stackName: string;
  /** Null where the stacks say neither account nor Region. */
  readonly region: string | null;
  /** Whether what is scaled, balanced, purged and sharded is in a stack of its own, or all is in one. */
  readonly apart: boolean;
  /** Whether the sites that are purged are in the Region of certificates. */
  readonly sitesElsewhere: boolean;
  readonly key: 'none' | 'made' | 'imported';
  readonly grantBy: 'name' | 'tag';
  /** Whether functions stand in no VPC, in one with a way out, or in one without. */
  readonly network: 'none' | 'open' | 'closed';
  readonly hasFlags: boolean;
  readonly hasBoundary: boolean;
  readonly isTold: boolean;
  readonly hasDashboard: boolean;
  readonly hasTestEvents: boolean;
  readonly groups: number;
  readonly services: number;
  readonly balances: number;
  readonly sites: number;
  readonly keyspaces: number;
  readonly caches: number;
  readonly databases: number;
  readonly people: number;
}

const upTo = (max: number) => fc.integer({ min: 0, max });

/** Any app, with names up to what AWS takes. */
export const appPlans: fc.Arbitrary<AppPlan> = fc.record({
  deploymentName: fc.constantFrom('headroom', 'h', 'checkout-production-eu'),
  stackName: fc.constantFrom('Shared', 'S', 'a-stack-whose-name-has-as-many-as-fifty-two-letters-'),
  region: fc.constantFrom('eu-central-1', 'eu-central-1', 'ap-northeast-1', null),
  apart: fc.boolean(),
  sitesElsewhere: fc.boolean(),
  key: fc.constantFrom('none', 'made', 'imported'),
  grantBy: fc.constantFrom('name', 'tag'),
  network: fc.constantFrom('none', 'open', 'closed'),
  hasFlags: fc.boolean(),
  hasBoundary: fc.boolean(),
  isTold: fc.boolean(),
  hasDashboard: fc.boolean(),
  hasTestEvents: fc.boolean(),
  groups: upTo(30),
  services: upTo(8),
  balances: upTo(8),
  sites: upTo(10),
  keyspaces: upTo(3),
  caches: upTo(2),
  databases: upTo(3),
  people: upTo(2),
});
