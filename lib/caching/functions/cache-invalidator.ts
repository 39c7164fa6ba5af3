import { Duration, Token } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { counted } from '../../../core/model/counted.ts';
import { InvalidInput } from '../../../core/model/errors.ts';
import { DeploymentFunction, type DeploymentFunctionProps } from '../../deployment/deployment-function.ts';
import { grantItems } from '../../deployment/table-grant.ts';

interface CacheInvalidatorProps extends DeploymentFunctionProps {
  readonly cache: string;
  readonly functionName: string;
  /** Where the cache is, as JSON. */
  readonly server: string;
  /** The patterns of keys and tags by tables, as JSON. */
  readonly patterns: string;
  readonly deadLetters: IQueue;
  /** What was made for it, as JSON; null where it was there already. */
  readonly nodes: string | null;
  /** What a miss costs, as JSON; null where nobody has said. */
  readonly missCost: string | null;
  readonly shrinksFirst: boolean;
  /** What logging in takes. */
  readonly grants: readonly PolicyStatement[];
}

/** Of the 4 KB that the environment of a function has: https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html. */
const mostCharacters = 3000;

/** Takes out of one cache what has changed behind it, and counts how it is used. */
export class CacheInvalidator extends DeploymentFunction {
  static readonly timeout = Duration.seconds(30);

  constructor(scope: Construct, id: string, props: CacheInvalidatorProps) {
    const { cache, functionName, server, patterns, deadLetters, nodes, missCost, shrinksFirst, grants, ...every } =
      props;
    if (patterns.length > mostCharacters && !Token.isUnresolved(patterns))
      throw new InvalidInput(
        'tables',
        `their patterns have ${counted(patterns.length, 'character')}, of ${mostCharacters} at most; name fewer`,
      );
    super(scope, id, every, {
      bundle: 'cache-invalidator',
      functionName,
      description: `Takes out of the cache ${cache} what has changed behind it`,
      memoryMebibytes: 256,
      timeout: CacheInvalidator.timeout,
      rehearsed: { event: { source: 'headroom.tick', cache } },
      // What nobody understands it puts into a queue by itself.
      reaches: ['sqs'],
      moreEnvironment: {
        HEADROOM_CACHE: cache,
        HEADROOM_CACHE_SERVER: server,
        HEADROOM_CACHE_PATTERNS: patterns,
        HEADROOM_CACHE_DEAD_LETTERS: deadLetters.queueUrl,
        ...(nodes !== null && { HEADROOM_CACHE_NODES: nodes }),
        ...(shrinksFirst && { HEADROOM_CACHE_SHRINKS_FIRST: 'true' }),
        ...(missCost !== null && { HEADROOM_CACHE_MISS_COST: missCost }),
      },
    });
    // How the cache is used, for whoever asks from where it cannot be reached.
    grantItems(props.table, this.role, ['PutItem'], [`caching#${cache}`]);
    // What diagnosing has found of the database that answers misses.
    if (missCost !== null) grantItems(props.table, this.role, ['Query'], ['findings']);
    deadLetters.grantSendMessages(this.role);
    for (const statement of grants) this.role.addToPrincipalPolicy(statement.copy());
    // The next tick is worth more than the last one again: by default Lambda keeps trying one for six hours.
    this.live.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
  }
}
