import { expect, test } from 'vitest';
import { type ReadingInput, reading } from '../../../core/readings/reading-config.ts';
import { speaksAtZero } from '../../../core/readings/speaks-at-zero.ts';

type Part = ReadingInput['parts'][number];

const aws = (namespace: string, metricName: string, witnessName?: string): Part => ({
  kind: 'cloudwatch',
  namespace: `AWS/${namespace}`,
  metricName,
  stat: 'Sum',
  ...(witnessName !== undefined && {
    witness: { namespace: `AWS/${namespace}`, metricName: witnessName, stat: 'Sum' },
  }),
});
const mine: Part = { kind: 'cloudwatch', namespace: 'Shop', metricName: 'Orders', stat: 'Sum' };
const visible = aws('SQS', 'ApproximateNumberOfMessagesVisible');
const refused = aws('ApplicationELB', 'HTTPCode_ELB_503_Count', 'ConsumedLCUs');
const requests = aws('ApplicationELB', 'RequestCount', 'ConsumedLCUs');
const byHosts = aws('ApplicationELB', 'RequestCount', 'HealthyHostCount');
const told = (speaks?: boolean): Part => ({
  kind: 'lambda',
  functionName: 'numbers',
  ...(speaks !== undefined && { speaksAtZero: speaks }),
});

test.each<[string, ReadingInput, boolean]>([
  ['messages that wait do', { parts: [visible] }, true],
  ['messages sent do', { parts: [aws('SQS', 'NumberOfMessagesSent')] }, true],
  [
    'messages in hand do not, since nobody holds any',
    { parts: [aws('SQS', 'ApproximateNumberOfMessagesNotVisible')] },
    false,
  ],
  ['requests that a balancer answers with 503 do', { parts: [refused] }, true],
  ['new connections do', { parts: [aws('ApplicationELB', 'NewConnectionCount')] }, true],
  ['what a function sees that stands in does', { parts: [aws('Lambda', 'Invocations')] }, true],
  ['requests that reached a target do not', { parts: [requests] }, false],
  ['nor do they per target', { parts: [aws('ApplicationELB', 'RequestCountPerTarget')] }, false],
  ['healthy hosts do not', { parts: [aws('ApplicationELB', 'HealthyHostCount')] }, false],
  ['the CPU of nothing does not', { parts: [aws('ECS', 'CPUUtilization')] }, false],
  ['of what people publish nobody knows, so it is silent', { parts: [mine] }, false],
  ['unless they say that it speaks', { parts: [mine], speaksAtZero: true }, true],
  ['and their word counts for what AWS publishes', { parts: [visible], speaksAtZero: false }, false],
  ['a function is silent where nobody says anything', { parts: [told()] }, false],
  ['and does as it says', { parts: [told(true)] }, true],
  ['a sum of two that do does', { parts: [visible, visible] }, true],
  ['a sum with one that is silent is silent', { parts: [visible, mine] }, false],
  [
    'one whose zero is told by what is always reported does not keep the sum silent',
    { parts: [requests, refused] },
    true,
  ],
  ['healthy hosts are no such witness', { parts: [byHosts, refused] }, false],
  ['but a ratio by it is silent', { parts: [requests, refused], combine: 'ratio' }, false],
  ['such zeros alone say nothing', { parts: [requests, requests] }, false],
])('%s', (_, input, speaks) => {
  expect(speaksAtZero(reading.parse(input))).toBe(speaks);
});
