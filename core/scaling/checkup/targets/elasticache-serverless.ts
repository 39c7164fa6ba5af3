import { type Found, ofTold, ok, type Told, trouble, warning } from '../../../model/verdict.ts';
import type { ScalableConfig } from '../../config/scalable.ts';
import type { TargetConfig } from '../../config/target-kinds.ts';
import { usualLeadSeconds } from '../../config/usual-leads.ts';
import type { TargetChecks } from '../check.ts';

type Target = TargetConfig<'elasticache-serverless'>;

/** What AWS tells of a serverless cache that Headroom could stumble over. */
export interface ServerlessFacts {
  readonly target: Target;
  /** Null where there is none of this name. */
  readonly cache: Told<ServerlessCache | null>;
}

/** A serverless cache as it is described. */
export interface ServerlessCache {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly status: string;
  /** The most that may be used, in units of the target. */
  readonly most: number;
}

export const serverlessChecks: TargetChecks<ServerlessFacts> = {
  checks: {
    'the serverless cache': ({ cache, target }) => ofTold(cache, (told) => [existence(told, target)]),
    'its bounds': (facts, config) => ofCache(facts, (cache) => [bounds(cache, config)]),
    'its lead': (facts, config) => ofCache(facts, () => [lead(config)]),
  },
  acts({ cache }) {
    if ('unknown' in cache || cache.told === null) return null;
    const { arn: resourceArn, tags } = cache.told;
    const actions = ['elasticache:DescribeServerlessCaches', 'elasticache:ModifyServerlessCache'];
    return { actions, resourceArn, tags };
  },
};

function ofCache({ cache }: ServerlessFacts, judge: (told: ServerlessCache) => readonly Found[]): readonly Found[] {
  return 'unknown' in cache || cache.told === null ? [] : judge(cache.told);
}

function existence(cache: ServerlessCache | null, { serverlessCacheName }: Target): Found {
  const told = `the serverless cache "${serverlessCacheName}"`;
  if (cache === null) return trouble(`${told} does not exist here; correct its name, or the Region`);
  if (['deleting', 'create-failed'].includes(cache.status))
    return trouble(`${told} is ${cache.status}; remove the scalable`);
  if (cache.status !== 'available')
    return ok(`${told} is ${cache.status}, and is asked for nothing before that is done`);
  return ok(`${told} is there`);
}

function bounds({ most }: ServerlessCache, { bounds: { max } }: ScalableConfig): Found {
  if (max <= most) return ok('its bounds can be had');
  return trouble(`the most is ${max}, and the cache may use ${most}; lower bounds.max, or raise the cache's own limit`);
}

/** https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/Scaling.html: up to an hour. */
function lead({ leadSeconds }: ScalableConfig): Found {
  const usual = usualLeadSeconds('elasticache-serverless');
  if (leadSeconds >= usual) return ok(`its lead is ${leadSeconds} s`);
  return warning(`leadSeconds is ${leadSeconds}, and ElastiCache takes up to ${usual} s to keep more ready; raise it`);
}
