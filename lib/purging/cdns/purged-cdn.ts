import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { Construct, IConstruct } from 'constructs';
import type { PurgeInput } from '../../../core/purging/config/purge.ts';

/** Something that caches, as a CDK app knows it. One folder a kind, of the same name in `adapters/purging/cdns`. */
export interface PurgedCdn {
  /** The construct that caches; null where it is known by name alone. */
  readonly construct: IConstruct | null;
  /** Answers with what the adapter of this kind takes, and with what it must be allowed to do. */
  bind(scope: Construct): BoundCdn;
}

/** What a CDN answers when it is bound. */
export interface BoundCdn {
  readonly config: PurgeInput['cdn'];
  readonly statements: readonly PolicyStatement[];
  /** Where warm-ups are sent; null where a config has to say it. */
  readonly host: string | null;
}
