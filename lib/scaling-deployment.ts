import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { ITopic } from 'aws-cdk-lib/aws-sns';
import type { Construct } from 'constructs';
import type { ExactGrants } from './exact-grants.ts';

/** How the right to scale something is given: by its name, or by a tag that it carries. */
export type GrantBy = 'name' | 'tag';

/** What a scalable takes from the deployment that scales it. Scalables depend on it, never the other way round. */
export interface ScalingDeployment {
  readonly construct: Construct;
  readonly deploymentName: string;
  readonly topic: ITopic;
  /** The role that scales. */
  readonly role: IRole;
  readonly configWriter: IFunction;
  readonly grantBy: GrantBy;
  readonly grants: ExactGrants;
}
