import type { IPipeline } from 'aws-cdk-lib/aws-codepipeline';
import type { EventPattern } from 'aws-cdk-lib/aws-events';

/** A pipeline has run to its end (https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html). */
export function pipelineSucceeded({ pipelineName }: Pick<IPipeline, 'pipelineName'>): EventPattern {
  return {
    source: ['aws.codepipeline'],
    detailType: ['CodePipeline Pipeline Execution State Change'],
    detail: { pipeline: [pipelineName], state: ['SUCCEEDED'] },
  };
}
