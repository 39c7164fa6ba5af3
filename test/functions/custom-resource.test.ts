import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CloudFormationCustomResourceEvent, CloudFormationCustomResourceResponse } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CustomResource, serveCustomResource } from '../../functions/custom-resource.ts';

const idle: CustomResource = { write: async () => 'made', remove: async () => {} };

describe('a custom resource', () => {
  let server: Server;
  let answers: CloudFormationCustomResourceResponse[];
  let headers: IncomingMessage['headers'];
  let failures: number;

  beforeEach(async () => {
    answers = [];
    failures = 0;
    server = createServer(async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      headers = request.headers;
      if (failures-- > 0) return void response.writeHead(503).end();
      answers.push(JSON.parse(body));
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterEach(() => server.close());

  function event(
    RequestType: 'Create' | 'Update' | 'Delete',
    PhysicalResourceId?: string,
  ): CloudFormationCustomResourceEvent {
    const ResponseURL = `http://127.0.0.1:${(server.address() as AddressInfo).port}/answer?Signature=secret`;
    const StackId = 'arn:aws:cloudformation:eu-west-1:123456789012:stack/web/1';
    const common = {
      RequestType,
      ResponseURL,
      StackId,
      RequestId: 'request',
      LogicalResourceId: 'Config',
      ResourceType: 'Custom::Config',
      ServiceToken: 'function',
    };
    return {
      ...common,
      PhysicalResourceId,
      ResourceProperties: { ServiceToken: 'function' },
      OldResourceProperties: {},
    } as CloudFormationCustomResourceEvent;
  }

  it('answers CloudFormation with the physical id of what it made', async () => {
    await serveCustomResource(event('Create'), idle);
    expect(answers).toEqual([
      {
        Status: 'SUCCESS',
        PhysicalResourceId: 'made',
        RequestId: 'request',
        LogicalResourceId: 'Config',
        StackId: expect.stringContaining('stack/web'),
      },
    ]);
    expect(headers['content-type']).toBe('');
  });

  it('answers also where it fails, with a reason that holds no account number', async () => {
    const write = async () => {
      throw new Error('arn:aws:dynamodb:eu-west-1:123456789012:table is not there');
    };
    await serveCustomResource(event('Create'), { ...idle, write });
    expect(answers).toMatchObject([
      { Status: 'FAILED', PhysicalResourceId: 'not-created', Reason: expect.stringContaining('is not there') },
    ]);
    expect(answers[0]?.Reason).not.toMatch(/\d{12}/);
  });

  it('keeps the physical id of what exists when an update fails, so that CloudFormation does not delete it', async () => {
    const write = () => Promise.reject(new Error('no'));
    await serveCustomResource(event('Update', 'checkout/web'), { ...idle, write });
    expect(answers).toMatchObject([{ Status: 'FAILED', PhysicalResourceId: 'checkout/web' }]);
  });

  it('removes what it made, and nothing where nothing was made', async () => {
    const removed: string[] = [];
    const resource = { ...idle, remove: async (id: string) => void removed.push(id) };
    await serveCustomResource(event('Delete', 'checkout/web'), resource);
    await serveCustomResource(event('Delete', 'not-created'), resource);
    expect(removed).toEqual(['checkout/web']);
    expect(answers.map(({ Status }) => Status)).toEqual(['SUCCESS', 'SUCCESS']);
  });

  it('owns what it makes by its stack and its place there, and tells the name of the stack but not whose it is', async () => {
    const owners: string[] = [];
    await serveCustomResource(event('Create'), { ...idle, write: async (_, owner) => String(owners.push(owner)) });
    await serveCustomResource(event('Delete', 'x'), { ...idle, remove: async (_, owner) => void owners.push(owner) });
    const moved = { ...event('Create'), LogicalResourceId: 'Moved' };
    await serveCustomResource(moved, { ...idle, write: async (_, owner) => String(owners.push(owner)) });
    expect(owners[0]).toBe(owners[1]);
    expect(owners[2]).not.toBe(owners[0]);
    expect(owners[0]).toMatch(/^web\/1#[0-9a-f]{16}$/);
  });

  it('asks again where CloudFormation cannot be reached at once', async () => {
    failures = 2;
    await serveCustomResource(event('Create'), idle);
    expect(answers).toHaveLength(1);
  });

  it('fails without telling the signed URL where CloudFormation cannot be reached at all', async () => {
    failures = 99;
    const failed = await serveCustomResource(event('Create'), idle).catch((error: Error) => `${error.stack}`);
    expect(failed).toContain('could not be answered (HTTP status 503)');
    expect(failed).not.toContain('Signature');
  });
});
