import { describe, expect, it } from 'vitest';
import { findPython } from '../../local/find-python.ts';
import { scratchFolder, script } from './scratch.ts';

function pretend(folder: string, name: string, version: string): string {
  return script(folder, name, `echo /opt/${name}\necho ${version}`);
}

describe('finding a Python', () => {
  it('takes the first that is new enough and tells its path', async () => {
    const folder = scratchFolder();
    const names = [
      pretend(folder, 'old', '3.9.18'),
      pretend(folder, 'good', '3.12.1'),
      pretend(folder, 'other', '3.13.0'),
    ];

    expect(await findPython(names)).toEqual({ path: '/opt/good', version: '3.12.1' });
  });

  it('says which ones it found when none will do, and what to install', async () => {
    const old = pretend(scratchFolder(), 'old', '3.9.18');

    await expect(findPython([old])).rejects.toMatchObject({
      name: 'LocalAwsError',
      problem: 'python',
      message: expect.stringMatching(/3\.10.*old is 3\.9\.18.*apt install python3 python3-venv/s),
    });
  });

  it('refuses a Python that is newer than the pinned wheels', async () => {
    await expect(findPython([pretend(scratchFolder(), 'new', '3.15.0')])).rejects.toThrow(/3\.10 to 3\.14/);
  });

  it('passes over what is not there, and what is not Python', async () => {
    const folder = scratchFolder();

    await expect(findPython([`${folder}/missing`, script(folder, 'broken', 'exit 1')])).rejects.toThrow(/found none/);
  });
});
