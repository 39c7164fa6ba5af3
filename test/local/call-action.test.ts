import { describe, expect, it } from 'vitest';
import { actionOf } from '../../local/call-action.ts';

function signedFor(service: string) {
  return { authorization: `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request, Signature=x` };
}

describe('the action of a recorded call', () => {
  it('is read from the target of a JSON service', () => {
    const headers = { ...signedFor('dynamodb'), 'x-amz-target': 'DynamoDB_20120810.TransactWriteItems' };
    expect(actionOf('POST', '/', headers, '{}')).toBe('dynamodb:TransactWriteItems');
  });

  it('is read from the form of a query service', () => {
    const body = 'Action=SetDesiredCapacity&Version=2011-01-01';
    expect(actionOf('POST', '/', signedFor('autoscaling'), body)).toBe('autoscaling:SetDesiredCapacity');
  });

  it('is read from the path of a CBOR service, under the name that policies use', () => {
    const path = '/service/GraniteServiceVersion20100801/operation/GetMetricData';
    expect(actionOf('POST', path, signedFor('monitoring'), '')).toBe('cloudwatch:GetMetricData');
  });

  it('is the right to invoke where a function is invoked', () => {
    const path = '/2015-03-31/functions/headroom-resource-allocator/invocations';
    expect(actionOf('POST', path, signedFor('lambda'), '{}')).toBe('lambda:InvokeFunction');
  });

  it('is method and path where a service says no more', () => {
    expect(actionOf('GET', '/bucket/key?x=1', signedFor('s3'), '')).toBe('s3:GET /bucket/key');
  });

  it('tells an unsigned call', () => {
    expect(actionOf('GET', '/', {}, '')).toBe('unsigned:GET /');
  });
});
