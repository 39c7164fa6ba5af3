import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type Acknowledgement, acknowledged } from '../../bin/lint-templates/acknowledged.ts';
import { exampleApps } from '../../bin/lint-templates/apps.ts';
import type { Finding } from '../../bin/lint-templates/finding.ts';
import { judge } from '../../bin/lint-templates/judge.ts';
import { root } from '../architecture/source-file.ts';

const found: Finding = {
  tool: 'checkov',
  rule: 'CKV_1',
  template: 'shop/Shop.template.json',
  resource: 'Orders',
  type: 'AWS::SQS::Queue',
  says: 'it is open',
};
const known: Acknowledgement = {
  tool: 'checkov',
  rules: ['CKV_1'],
  where: /AWS::SQS::Queue /,
  because: 'It is meant.',
};

describe('what is found in templates', () => {
  it('is acknowledged by tool, rule and place', () => {
    expect(judge([found], [known])).toEqual({ open: [], stale: [], acknowledgedCount: 1 });
  });

  it.each([
    ['another rule', { rule: 'CKV_2' }],
    ['another tool', { tool: 'cfn-lint' } as const],
    ['another place', { type: 'AWS::SNS::Topic' }],
  ])('is open where it is of %s', (_, other) => {
    expect(judge([found, { ...found, ...other }], [known]).open).toEqual([{ ...found, ...other }]);
  });

  it('is acknowledged in vain where it is found no more, each rule of a list by itself', () => {
    const both = { ...known, rules: ['CKV_1', 'CKV_2'] };
    expect(judge([found], [both]).stale).toEqual(['checkov CKV_2 at AWS::SQS::Queue ']);
    expect(judge([], [known]).stale).toHaveLength(1);
  });

  it('is acknowledged with a sentence, and no rule of a place twice', () => {
    for (const { because } of acknowledged) expect(because).toMatch(/^[A-Z].{30,}\.$/);
    const places = acknowledged.flatMap(({ tool, rules, where }) =>
      rules.map((rule) => `${tool} ${rule} ${where.source}`),
    );
    expect(new Set(places).size).toBe(places.length);
  });
});

it('every app is found that the checkout has, with its own config file and those of examples', () => {
  const apps = exampleApps(root);
  expect(apps.length).toBeGreaterThan(8);
  for (const { program, context } of apps)
    expect([program, join(root, context.config ?? '.')].every((file) => existsSync(file))).toBe(true);
});
