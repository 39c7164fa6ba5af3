import { createHash } from 'node:crypto';
import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';
import { mask } from '../core/because-of.ts';

/** What a custom resource does. Each way answers with the resource's physical id, under which it is deleted later. */
export interface CustomResource {
  /**
   * Creates, or brings up to date. `owner` stands for this resource of this stack (`adapters/table/owner.ts`). Where the
   * answer is another physical id than before, the one before is removed once the whole deploy has succeeded, and this one
   * where it is rolled back. `before` are the properties that it had; null, or left out, where it is created.
   */
  write(
    properties: Readonly<Record<string, unknown>>,
    owner: string,
    before?: Readonly<Record<string, unknown>> | null,
  ): Promise<string>;
  /**
   * Must not fail for what is not there. Where the answer to a creation was lost, CloudFormation makes up the physical id,
   * and the properties tell what may have been created.
   */
  remove(physicalId: string, owner: string, properties: Readonly<Record<string, unknown>>): Promise<void>;
}

/** Hands an answer to CloudFormation, which waits for it at the URL that it gave. */
export type Answer = (responseUrl: string, response: CloudFormationCustomResourceResponse) => Promise<void>;

/** The physical id of what could not be created, so that CloudFormation has one to delete. */
const notCreated = 'not-created';

/**
 * Runs a custom resource and always answers, also where it fails: CloudFormation would wait an hour for an answer that
 * does not come. The reason of a failure is told, account numbers and keys masked.
 */
export async function serveCustomResource(
  event: CloudFormationCustomResourceEvent,
  resource: CustomResource,
  answer: Answer = put,
): Promise<void> {
  await answer(event.ResponseURL, await responseTo(event, resource));
}

async function responseTo(
  event: CloudFormationCustomResourceEvent,
  resource: CustomResource,
): Promise<CloudFormationCustomResourceResponse> {
  const { StackId, RequestId, LogicalResourceId } = event;
  const common = { StackId, RequestId, LogicalResourceId };
  try {
    return { ...common, Status: 'SUCCESS', PhysicalResourceId: await serve(event, resource) };
  } catch (error) {
    const Reason = mask(error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, 1000);
    return { ...common, Status: 'FAILED', PhysicalResourceId: physicalId(event), Reason };
  }
}

async function serve(event: CloudFormationCustomResourceEvent, resource: CustomResource): Promise<string> {
  const { ResourceProperties } = event;
  const owner = ownerOf(event);
  const before = event.RequestType === 'Update' ? event.OldResourceProperties : null;
  if (event.RequestType !== 'Delete') return resource.write(ResourceProperties, owner, before);
  if (event.PhysicalResourceId !== notCreated)
    await resource.remove(event.PhysicalResourceId, owner, ResourceProperties);
  return event.PhysicalResourceId;
}

/**
 * One resource of one stack. A resource that takes another's place in its stack is made before the other is removed, which
 * must not remove both.
 */
function ownerOf({ StackId, LogicalResourceId }: CloudFormationCustomResourceEvent): string {
  const resource = createHash('sha256').update(`${StackId} ${LogicalResourceId}`).digest('hex').slice(0, 16);
  // arn:aws:cloudformation:<region>:<account>:stack/<name>/<id>, of which the account is nobody's business.
  const stack = StackId.slice(StackId.indexOf(':stack/') + ':stack/'.length);
  return `${stack}#${resource}`;
}

function physicalId(event: CloudFormationCustomResourceEvent): string {
  return event.RequestType === 'Create' ? notCreated : event.PhysicalResourceId;
}

/** How often, and for how long each time, the answer is tried; nobody else would answer. */
const attempts = 3;
const attemptMs = 5000;

/** The URL is signed and secret: no error that leaves here may hold it. */
const put: Answer = async (responseUrl, response) => {
  const body = JSON.stringify(response);
  for (let attempt = 1; ; attempt++) {
    const status = await statusOfPut(responseUrl, body);
    if (status >= 200 && status < 300) return;
    if (attempt === attempts) throw new Error(`CloudFormation could not be answered (HTTP status ${status})`);
    await new Promise((resolve) => setTimeout(resolve, 250 * attempt));
  }
};

/** The HTTP status; 0 where nobody answered. The URL was signed for an empty content type. */
async function statusOfPut(url: string, body: string): Promise<number> {
  const signal = AbortSignal.timeout(attemptMs);
  return fetch(url, { method: 'PUT', body, headers: { 'content-type': '' }, signal }).then(
    ({ status }) => status,
    () => 0,
  );
}
