import type { Stack } from 'aws-cdk-lib';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { Conditions } from 'aws-cdk-lib/aws-iam';
import type { SourceConfig, SourceKind, sourceKinds } from '../../core/readings/source-kinds.ts';

/** What a role must be allowed for one part to be read, beside what may be read of a whole account. */
export interface ReadPermission {
  readonly actions: readonly string[];
  readonly resourceArn: string;
  /** @default - none */
  readonly conditions?: Conditions;
}

type Part<Kind extends SourceKind> = SourceConfig<Kind>;
type Wakes<Kind extends SourceKind> = (typeof sourceKinds)[Kind]['wakes'];

/** What a CDK app must know of a kind of source. */
export interface SourceConstruct<Kind extends SourceKind> {
  /** The metric by which an alarm watches a part: there is one just where the core says that the kind wakes. */
  readonly metric: Wakes<Kind> extends true ? (part: Part<Kind>) => IMetric : null;
  /** What reading a part takes. Throws `InvalidInput` where it is known to be out of reach from `stack`. */
  permissions(part: Part<Kind>, stack: Stack): readonly ReadPermission[];
}
