import { CustomResource, Duration, Lazy, Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { type ConfiguredCapability, nounOf } from '../../core/model/capability-name.ts';
import type { ConfigWriter } from './functions/config-writer.ts';

interface ConfigItemProps {
  readonly configWriter: ConfigWriter;
  readonly capability: ConfiguredCapability;
  readonly name: string;
  /** The config without its name. */
  readonly config: object;
  /** Subjects of the same stack that stay in it, and may claim what this one claims; asked at the end. */
  readonly besides?: () => string[] | undefined;
}

/**
 * The config of one subject in its table. It is written once all that its scope holds by now stands: what looks at it
 * finds that. Why: docs/decisions/0005.
 */
export class ConfigItem extends CustomResource {
  constructor(scope: Construct, id: string, { configWriter, capability, name, config, besides }: ConfigItemProps) {
    const others = [...scope.node.children];
    super(scope, id, {
      resourceType: `Custom::Headroom${capitalised(nounOf(capability))}`,
      serviceToken: configWriter.function.functionArn,
      serviceTimeout: Duration.minutes(2),
      // Text, since CloudFormation hands on every number and boolean of a property as text.
      properties: {
        ...{ capability, name, config: Stack.of(scope).toJsonString(config) },
        // A table that takes another's place is empty: every config is written into it, since this has changed.
        table: configWriter.tableOf(capability).tableName,
        ...(besides !== undefined && { besides: Lazy.uncachedAny({ produce: besides }) }),
      },
    });
    this.node.addDependency(...others);
  }
}

function capitalised(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
