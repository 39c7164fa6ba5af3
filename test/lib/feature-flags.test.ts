import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { flags, root } from './an-app.ts';

const recommended = JSON.parse(
  readFileSync(join(root, 'node_modules/aws-cdk-lib/recommended-feature-flags.json'), 'utf8'),
);

it('cdk.json sets every recommended feature flag as recommended', () => {
  expect(flags).toMatchObject(recommended);
});

it('cdk.json starts the app with the Node of the repository', () => {
  expect(JSON.parse(readFileSync(join(root, 'cdk.json'), 'utf8')).app).toBe('node_modules/.bin/node bin/app.ts');
});
