import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, parse } from 'node:path';
import { CustomResource, Duration, Stack } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { BundledFunction } from './bundled-function.ts';
import { packageFolder } from './package-folder.ts';

interface TestEventsProps {
  readonly writer: BundledFunction;
  /** The function whose `events/*.json` are written. */
  readonly of: BundledFunction;
}

/** The test events of one function, as the Test tab of the Lambda console offers them to everybody in the account. */
export class TestEvents extends Construct {
  constructor(scope: Construct, id: string, { writer, of }: TestEventsProps) {
    super(scope, id);
    const events = readEvents(of.bundle);
    const resource = new CustomResource(this, 'Resource', {
      resourceType: 'Custom::HeadroomTestEvents',
      serviceToken: writer.function.functionArn,
      // They are a convenience: nobody waits an hour for them, which is what CloudFormation would.
      serviceTimeout: Duration.minutes(2),
      // Text, since CloudFormation hands on every number and boolean of a property as text.
      properties: { functionName: of.function.functionName, events: Stack.of(this).toJsonString(events) },
    });
    resource.node.addDependency(writer);
  }
}

function readEvents(bundle: string): Record<string, unknown> {
  const folder = join(packageFolder, 'functions', bundle, 'events');
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.sort().map((file) => [parse(file).name, JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}
