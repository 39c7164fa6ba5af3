import type { Tool } from './finding.ts';

/** A finding that is known and stays, and why. */
export interface Acknowledgement {
  readonly tool: Tool;
  readonly rules: readonly string[];
  /** Holds of `<template> <type> <logical id>`; the type is only known to checkov. */
  readonly where: RegExp;
  /** A sentence. */
  readonly because: string;
}

const anywhere = /./;
const ofExample = /Example\.template\.json /;

/** Every finding that stays. One that no template has any more has to go. */
export const acknowledged: readonly Acknowledgement[] = [
  {
    tool: 'cfn-lint',
    rules: ['W3005'],
    where: anywhere,
    because: 'CDK writes that a function depends on its role beside naming its ARN; saying it twice changes nothing.',
  },
  {
    tool: 'cfn-lint',
    rules: ['I1022'],
    where: anywhere,
    because: 'CDK writes every text with references as Fn::Join, which is the same as Fn::Sub.',
  },
  {
    tool: 'cfn-lint',
    rules: ['E3615'],
    where: /^fast-service\/FastServiceExample\.template\.json .*Alarm/,
    because: 'CloudWatch takes a period of 20 seconds, as PutMetricAlarm says; this rule does not know of it yet.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_158'],
    where: anywhere,
    because:
      'CloudWatch encrypts every log group by itself, and nothing secret is logged; a key of ones own would cost $1 a month and its rights on every role.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_116'],
    where: / AWS::Lambda::Function (?!Orders|Worker)/,
    because:
      'What must not be lost comes by a queue that has dead letters; the rest are ticks, of which the next is worth more, and deploys, which see the failure.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_115'],
    where: / AWS::Lambda::Function /,
    because:
      'Reserved concurrency is taken from that of the whole account; a queue wakes two at most, and the others a schedule or a deploy.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_173'],
    where: / AWS::Lambda::Function /,
    because: 'Lambda encrypts the environment by itself, and it holds names of tables and queues and nothing secret.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_117'],
    where: / AWS::Lambda::Function /,
    because:
      'Functions call AWS alone, by TLS and their roles; those of PostgreSQL shards stand in the VPC of the shards.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_27'],
    where: / AWS::SQS::Queue /,
    because: 'SQS encrypts every new queue by itself, and what waits there says only where to look.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_26'],
    where: / AWS::SNS::Topic /,
    because: 'Alarms may not publish to a topic under the key of SNS, and what they say is not a secret.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_119'],
    where: / AWS::DynamoDB::Table /,
    because: 'DynamoDB encrypts every table by itself; encryptionKey gives it a key of ones own.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_111'],
    where: / AWS::IAM::Role .*(Mover|Balancer|Invalidator)Role/,
    because:
      'Lambda makes and removes the network interfaces of a function in a VPC, and IAM has no resource to narrow that to.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_2', 'CKV_AWS_103', 'CKV_AWS_260', 'CKV_AWS_91'],
    where: ofExample,
    because:
      'An example has no domain and so no certificate, is open to nobody but where it says so, and keeps no access logs of its hour.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_18', 'CKV_AWS_21', 'CKV_AWS_68', 'CKV_AWS_86', 'CKV_AWS_174'],
    where: /^everything\/EverythingExample\.template\.json /,
    because:
      'The site of an example has no domain of its own, nothing that is worth a version, and no log or firewall for its hour.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_118', 'CKV_AWS_149'],
    where: /^(sharded-database\/ShardedDatabase|tiers\/Tiers)Example\.template\.json /,
    because:
      'The servers of an example are watched by CloudWatch each minute, and Secrets Manager encrypts their passwords by itself.',
  },
  {
    tool: 'checkov',
    rules: ['CKV_AWS_31'],
    where: /^tiers\/TiersExample\.template\.json /,
    because:
      'The cache of an example is encrypted at rest and on its way; nobody but its VPC reaches it, and it holds no secret.',
  },
  {
    tool: 'cfn-lint',
    rules: ['E3510'],
    where: /^tiers\/TiersExample\.template\.json /,
    because:
      'Application Auto Scaling tries tags with a made-up instance of an account of five digits, and documents that ARN as it stands.',
  },
];
