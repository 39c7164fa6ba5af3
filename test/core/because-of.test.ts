import { describe, expect, it } from 'vitest';
import { becauseOf, mask } from '../../core/because-of.ts';

describe('an error as a reason', () => {
  it('has the name and the message of the error', () => {
    expect(becauseOf(new TypeError('no number'))).toEqual({ says: '{error}', error: 'TypeError: no number' });
    expect(becauseOf('plain text').error).toBe('plain text');
    expect(becauseOf(undefined).error).toBe('undefined');
  });

  it('says what is inside an error that says nothing itself', () => {
    const refused = new AggregateError([
      new Error('connect ECONNREFUSED ::1:443'),
      new Error('connect ECONNREFUSED 127.0.0.1:443'),
    ]);
    expect(becauseOf(refused).error).toBe(
      'AggregateError: Error: connect ECONNREFUSED ::1:443; Error: connect ECONNREFUSED 127.0.0.1:443',
    );
    expect(becauseOf(new RangeError()).error).toBe('RangeError');
  });

  it('stays short', () => {
    expect(becauseOf(new Error('a b '.repeat(1000))).error).toHaveLength(500);
  });
});

describe('masking', () => {
  it.each([
    ['arn:aws:iam::123456789012:role/x', 'arn:aws:iam::************:role/x'],
    ['Credential=AKIAIOSFODNN7EXAMPLE/20261123', 'Credential=****/20261123'],
    ['x-amz-security-token:IQoJb3JpZ2lu+/x==\nhost', 'x-amz-security-token:****\nhost'],
    [`token ${'aB3/'.repeat(40)} end`, 'token **** end'],
  ])('hides account numbers and credentials: %s', (text, masked) => {
    expect(mask(text)).toBe(masked);
  });

  it.each(['at 1732336800000', 'request 1234567890123', 'arn:aws:autoscaling:eu-west-1::autoScalingGroupName/web'])(
    'leaves the rest alone: %s',
    (text) => {
      expect(mask(text)).toBe(text);
    },
  );
});
