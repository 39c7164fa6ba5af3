import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';
import { type CustomResource, serveCustomResource } from '../../../functions/custom-resource.ts';

export type Properties = Readonly<Record<string, unknown>>;
/** The custom resources of a stack by their logical ids. */
export type Template = Readonly<Record<string, Properties>>;

interface Made {
  readonly id: string;
  readonly properties: Properties;
}

/** How a deploy goes. */
export interface Course {
  /** The order in which what is made and changed is worked on. */
  readonly order: (ids: readonly string[]) => readonly string[];
  /** After so many of them something else of the stack fails; null where nothing does. */
  readonly failsAfter: number | null;
}

/**
 * CloudFormation as it deals with custom resources: it makes and changes first, and removes what is gone, or was replaced,
 * once all has succeeded. Where something fails it changes back what it has changed and removes what it has made.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-requesttypes.html
 */
export class ACloudFormation {
  private readonly resource: CustomResource;
  private readonly stack: string;
  made: Readonly<Record<string, Made>> = {};

  constructor(resource: CustomResource, stack: string) {
    this.resource = resource;
    this.stack = stack;
  }

  /** Answers with why it was rolled back; null where it has succeeded. Throws where it cannot even be rolled back. */
  async deploy(template: Template, { order, failsAfter }: Course): Promise<string | null> {
    const before = this.made;
    const after: Record<string, Made> = {};
    const work = order(Object.keys(template).filter((id) => !isSame(before[id]?.properties, template[id])));
    let failed: { readonly because: string; readonly ids: readonly string[] } | null = null;
    for (const [index, id] of work.entries()) {
      if (index === failsAfter) failed = { because: 'something else failed', ids: work.slice(0, index) };
      if (failed !== null) break;
      const answer = await this.make(id, template[id] ?? {}, before[id]);
      if (answer.Status === 'FAILED') failed = { because: String(answer.Reason), ids: work.slice(0, index + 1) };
      else after[id] = { id: answer.PhysicalResourceId, properties: template[id] ?? {} };
    }
    if (failsAfter !== null && failed === null) failed = { because: 'something else failed', ids: work };
    if (failed === null) {
      this.made = Object.fromEntries(
        Object.keys(template).map((id) => [id, after[id] ?? before[id]] as [string, Made]),
      );
      await this.cleanUp(before, this.made);
      return null;
    }
    await this.rollBack(failed.ids, before, after);
    return failed.because;
  }

  private async rollBack(ids: readonly string[], before: typeof this.made, after: typeof this.made): Promise<void> {
    const back: Record<string, Made> = { ...before };
    for (const id of ids) {
      const was = before[id];
      if (was === undefined) continue;
      const answer = await this.make(id, was.properties, after[id] ?? was);
      if (answer.Status === 'FAILED') throw new Error(`${this.stack} cannot be rolled back: ${answer.Reason}`);
      back[id] = { id: answer.PhysicalResourceId, properties: was.properties };
    }
    this.made = back;
    await this.cleanUp(after, back);
  }

  /** Removes what is not there any more by its physical id. */
  private async cleanUp(were: typeof this.made, are: typeof this.made): Promise<void> {
    for (const [id, { id: physical, properties }] of Object.entries(were)) {
      if (are[id]?.id === physical) continue;
      const answer = await this.serve('Delete', id, properties, physical);
      if (answer.Status === 'FAILED') throw new Error(`${physical} cannot be removed: ${answer.Reason}`);
    }
  }

  private make(id: string, properties: Properties, was: Made | undefined) {
    return this.serve(was === undefined ? 'Create' : 'Update', id, properties, was?.id);
  }

  private async serve(
    RequestType: string,
    LogicalResourceId: string,
    ResourceProperties: Properties,
    physical?: string,
  ) {
    const StackId = `arn:aws:cloudformation:eu-west-1:111122223333:stack/${this.stack}/1`;
    const event = { RequestType, StackId, LogicalResourceId, ResourceProperties, PhysicalResourceId: physical };
    let told: CloudFormationCustomResourceResponse | null = null;
    const sent = { ...event, ResponseURL: 'https://answer', RequestId: 'r' } as CloudFormationCustomResourceEvent;
    await serveCustomResource(sent, this.resource, async (_, response) => {
      told = response;
    });
    return told as unknown as CloudFormationCustomResourceResponse;
  }
}

const isSame = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);
