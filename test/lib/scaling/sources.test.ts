import { Duration, Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ApplicationLoadBalancer, ApplicationTargetGroup, TargetType } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { expect, it, test } from 'vitest';
import { speaksAtZero } from '../../../core/readings/speaks-at-zero.ts';
import { parseScalable } from '../../../core/scaling/config/parse-scalable.ts';
import * as library from '../../../lib/index.ts';
import {
  albArrivals,
  albRequests,
  autoScalingGroupCpu,
  datadogReading,
  ecsServiceCpu,
  lambdaReading,
  metricReading,
  prometheusReading,
  queueDepth,
  queueInHand,
} from '../../../lib/index.ts';
import { anApp } from '../an-app.ts';
import { aGroup, aService, aVpc } from './a-target.ts';

it('every reading that constructs give is one that the config takes', () => {
  const stack = new Stack(anApp(), 'Stack');
  const other = new Stack(stack, 'Other');
  const vpc = aVpc(new Stack(stack, 'Network'));
  const loadBalancer = new ApplicationLoadBalancer(vpc, 'Front', { vpc });
  const targetGroup = new ApplicationTargetGroup(vpc, 'Targets', { vpc, port: 80, targetType: TargetType.INSTANCE });
  const orders = new Metric({
    namespace: 'Shop',
    metricName: 'Orders',
    statistic: 'Sum',
    period: Duration.minutes(1),
    dimensionsMap: { shop: 'a' },
  });
  const alive = new Metric({ namespace: 'Shop', metricName: 'Alive' });
  const readings = {
    requests: albRequests({ loadBalancer, targetGroup }),
    arrivals: albArrivals({ loadBalancer, targetGroup }),
    kept: albArrivals({ loadBalancer, targetGroup, standIn: { functionName: 'waiting-room' } }),
    groupCpu: autoScalingGroupCpu(aGroup(stack), { detailedMonitoring: true }),
    serviceCpu: ecsServiceCpu(aService(other)),
    busyShare: autoScalingGroupCpu({ autoScalingGroupName: 'it' }, { unit: 'share' }),
    serviceShare: ecsServiceCpu(aService(new Stack(stack, 'Third')), { unit: 'share' }),
    waiting: queueDepth(new Queue(stack, 'Queue')),
    held: queueInHand({ queueName: 'jobs' }),
    orders: metricReading(orders, { scale: 1 / 60, unit: 'per second', witness: alive, perUnit: orders }),
  };
  const config = parseScalable('it', {
    target: { kind: 'auto-scaling-group', autoScalingGroupName: 'it' },
    bounds: { min: 1, max: 2 },
    readings,
    policies: [{ kind: 'target-tracking', reading: 'orders', of: 'demand', target: 1 }],
  });
  expect(Object.keys(config.readings)).toEqual(Object.keys(readings));
  expect(Object.fromEntries(Object.entries(config.readings).map(([name, { unit }]) => [name, unit]))).toEqual({
    requests: 'per second',
    arrivals: 'per second',
    kept: 'per second',
    groupCpu: 'percent',
    serviceCpu: 'percent',
    busyShare: 'share',
    serviceShare: 'share',
    waiting: 'count',
    held: 'count',
    orders: 'per second',
  });
  expect(config.readings.orders).toMatchObject({
    scale: 1 / 60,
    parts: [
      {
        namespace: 'Shop',
        metricName: 'Orders',
        dimensions: { shop: 'a' },
        stat: 'Sum',
        periodSeconds: 60,
        witness: { metricName: 'Alive' },
      },
    ],
    perUnit: { metricName: 'Orders' },
  });
  const speaking = Object.entries(config.readings).filter(([, reading]) => speaksAtZero(reading));
  expect(speaking.map(([name]) => name)).toEqual(['arrivals', 'kept', 'waiting']);
});

test('every reading that is shipped takes a delay, in each of its parts', () => {
  const delay = Duration.seconds(240);
  const balanced = {
    loadBalancer: { loadBalancerFullName: 'app/web/1' },
    targetGroup: { targetGroupFullName: 'targetgroup/web/2' },
    delay,
  };
  const stack = new Stack(anApp(), 'Late');
  const cpu = new Metric({ namespace: 'Shop', metricName: 'Cpu' });
  const service = aService(stack);
  const fn = LambdaFunction.fromFunctionName(stack, 'Load', 'load');
  const keys = Secret.fromSecretCompleteArn(
    stack,
    'Keys',
    'arn:aws:secretsmanager:eu-central-1:111122223333:secret:keys-AbCdEf',
  );
  const shipped = {
    albRequests: albRequests(balanced),
    albArrivals: albArrivals(balanced),
    autoScalingGroupCpu: autoScalingGroupCpu({ autoScalingGroupName: 'web' }, { delay }),
    ecsServiceCpu: ecsServiceCpu(service, { delay }),
    ecsServiceCpuFast: ecsServiceCpu(service, { highResolution: true, delay }),
    metricReading: metricReading(cpu, { delay, perUnit: cpu }),
    queueDepth: queueDepth({ queueName: 'jobs' }, { delay }),
    queueInHand: queueInHand({ queueName: 'jobs' }, { delay }),
    lambdaReading: lambdaReading(fn, { delay }),
    prometheusReading: prometheusReading({ url: 'https://prometheus.internal' }, 'sum(up)', { delay }),
    datadogReading: datadogReading({ keys }, 'sum:web.hits{*}.as_count()', { delay }),
  };
  // What is exported with such a name and not here is a reading that nobody has tried.
  const exported = Object.keys(library).filter((name) => /Reading$|Requests$|Arrivals$|Cpu$|^queue/.test(name));
  expect(Object.keys(shipped)).toEqual(expect.arrayContaining(exported));
  for (const { parts, perUnit = null } of Object.values(shipped)) {
    for (const part of [...parts, ...(perUnit === null ? [] : [perUnit])]) expect(part.delaySeconds).toBe(240);
  }
});
