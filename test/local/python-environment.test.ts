import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { pythonEnvironment } from '../../local/python-environment.ts';
import { scratchFolder } from './scratch.ts';

const python = { path: '/usr/bin/python3', version: '3.11.2' };
const deadPid = 2 ** 22 + 1;

function fakeInstall(_python: string, folder: string): Promise<void> {
  mkdirSync(join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'bin', 'python'), '');
  return Promise.resolve();
}

function setUp() {
  const root = scratchFolder();
  const requirementsFile = join(root, 'requirements.txt');
  writeFileSync(requirementsFile, 'thing==1');
  const install = vi.fn(fakeInstall);
  const options = { root, name: 'thing', requirementsFile, python, install };
  const environments = () => readdirSync(join(root, '.local', 'python'));
  return { root, requirementsFile, install, options, environments };
}

describe('the private Python environment', () => {
  it('is installed once, says so, and is used again without a word', async () => {
    const { options, install } = setUp();
    const onProgress = vi.fn();

    const first = await pythonEnvironment({ ...options, onProgress });
    const second = await pythonEnvironment({ ...options, onProgress });

    expect(second).toBe(first);
    expect(existsSync(first)).toBe(true);
    expect(install).toHaveBeenCalledTimes(1);
    expect(onProgress).toHaveBeenCalledTimes(1);
  });

  it('is installed anew when the requirements change', async () => {
    const { options, install, requirementsFile } = setUp();
    const before = await pythonEnvironment(options);
    writeFileSync(requirementsFile, 'thing==2');

    expect(await pythonEnvironment(options)).not.toBe(before);
    expect(install).toHaveBeenCalledTimes(2);
  });

  it('is installed anew for another Python', async () => {
    const { options, install } = setUp();
    const before = await pythonEnvironment(options);

    expect(await pythonEnvironment({ ...options, python: { ...python, version: '3.12.0' } })).not.toBe(before);
    expect(install).toHaveBeenCalledTimes(2);
  });

  it('is not taken as done when the installation failed, and nothing of that is left', async () => {
    const { options, environments } = setUp();
    const fail = async (_python: string, folder: string) => {
      await fakeInstall(_python, folder);
      throw new Error('no network');
    };

    await expect(pythonEnvironment({ ...options, install: fail })).rejects.toThrow('no network');

    expect(environments()).toEqual([]);
    expect(existsSync(await pythonEnvironment(options))).toBe(true);
  });

  it('clears away what an interrupted installation left', async () => {
    const { root, options, environments } = setUp();
    await fakeInstall('', join(root, '.local', 'python', `thing-0123456789ab.partial-${deadPid}`));

    await pythonEnvironment(options);

    expect(environments().filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('leaves an installation alone that another process is making', async () => {
    const { root, options, environments } = setUp();
    const others = `thing-0123456789ab.partial-${process.ppid}`;
    await fakeInstall('', join(root, '.local', 'python', others));

    await pythonEnvironment(options);

    expect(environments()).toContain(others);
  });

  it('takes the one that another process finished meanwhile', async () => {
    const { options, environments } = setUp();
    const overtaken = async (_python: string, folder: string) => {
      await fakeInstall(_python, folder);
      await fakeInstall(_python, folder.replace(/\.partial-.*/, ''));
    };

    expect(existsSync(await pythonEnvironment({ ...options, install: overtaken }))).toBe(true);
    expect(environments()).toHaveLength(1);
  });

  it('is installed anew when its Python was removed from the machine', async () => {
    const { options, install } = setUp();
    const interpreter = await pythonEnvironment(options);
    rmSync(interpreter);

    expect(existsSync(await pythonEnvironment(options))).toBe(true);
    expect(install).toHaveBeenCalledTimes(2);
  });
});
