import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { targetKinds } from '../../core/model/kinds.ts';
import { bundles, root } from './an-app.ts';

const kinds = Object.keys(targetKinds);
const filesIn = (folder: string) => readdirSync(join(root, folder)).map((file) => file.replace(/\.ts$/, ''));

it('every kind of target has a file of its name in lib/targets and in adapters/targets', () => {
  expect(filesIn('lib/targets')).toEqual(expect.arrayContaining(kinds));
  expect(filesIn('adapters/targets')).toEqual(expect.arrayContaining(kinds));
});

it('every function has a construct of its name, and the tests a stand-in for its bundle', () => {
  const functions = readdirSync(join(root, 'functions'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect(filesIn('lib/functions').sort()).toEqual(functions.sort());
  expect(readdirSync(bundles).sort()).toEqual(functions.sort());
});
