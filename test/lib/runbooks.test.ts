import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { describe, expect, it } from 'vitest';
import { packagedRunbooks } from '../../lib/deployment/runbooks.ts';
import { aHeadroom, resources, root } from './an-app.ts';

const folder = join(root, 'docs', 'runbooks');
const pages = readdirSync(folder).filter((file) => file.endsWith('.md'));

describe('the runbooks', () => {
  it.each(pages.filter((page) => page !== 'README.md'))(
    '%s says what it means, where to look, what to do and when it is over',
    (page) => {
      const text = readFileSync(join(folder, page), 'utf8');
      const headings = [...text.matchAll(/^## (.+)$/gm)].map(([, heading]) => heading);
      expect(headings).toEqual(['What it means', 'Look', 'Mend', 'Over']);
    },
  );

  it.each(pages)('%s links to pages that are there', (page) => {
    const text = readFileSync(join(folder, page), 'utf8');
    for (const [, to = ''] of text.matchAll(/\]\((?!https?:)([^)#]+)\)/g))
      expect(existsSync(join(folder, to))).toBe(true);
  });

  it('are all in the list of the first page', () => {
    const text = readFileSync(join(folder, 'README.md'), 'utf8');
    for (const page of pages) if (page !== 'README.md') expect(text).toContain(`](${page})`);
  });
});

describe('the alarms of a deployment', () => {
  const texts = (stack: Parameters<typeof resources>[0]) =>
    resources(stack, 'AWS::CloudWatch::Alarm').map(({ Properties }) => JSON.stringify(Properties.AlarmDescription));

  it('name the runbooks in the package, or where people have put them', () => {
    for (const text of texts(aHeadroom().stack)) expect(text).toContain(packagedRunbooks);
    for (const text of texts(aHeadroom({ runbooks: 'https://wiki.example.com/headroom' }).stack))
      expect(text).toMatch(/Runbook: https:\/\/wiki\.example\.com\/headroom\/[\w-]+\.md"/);
  });

  it('that do nothing are warned of at synth; those that tell somebody are not', () => {
    const says = Match.stringLikeRegexp('nobody is told when it fails; give alarmActions');
    Annotations.fromStack(aHeadroom().stack).hasWarning('*', says);
    const topic = Topic.fromTopicArn(new Stack(), 'OnCall', 'arn:aws:sns:eu-central-1:111122223333:on-call');
    Annotations.fromStack(aHeadroom({ alarmActions: [new SnsAction(topic)] }).stack).hasNoWarning('*', says);
  });
});
