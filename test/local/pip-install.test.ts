import { describe, expect, it } from 'vitest';
import { pipInstall } from '../../local/pip-install.ts';
import { scratchFolder, script } from './scratch.ts';

/** Makes a "virtual environment" whose Python prints `output` and fails, as pip would. */
function pythonWhosePipFails(folder: string, output: string): string {
  return script(
    folder,
    'python3',
    `mkdir -p "$3/bin"\nprintf '#!/bin/sh\\necho "${output}" >&2\\nexit 1\\n' > "$3/bin/python"\nchmod +x "$3/bin/python"`,
  );
}

describe('installing by pip', () => {
  it('asks for the missing venv module by its package', async () => {
    const folder = scratchFolder();
    const python = script(folder, 'python3', 'echo "ensurepip is not available"\nexit 1');

    await expect(pipInstall(python, `${folder}/env`, 'r.txt')).rejects.toMatchObject({
      problem: 'install',
      message: expect.stringContaining('apt install python3-venv'),
    });
  });

  it('says that it needs PyPI, and shows what pip said, when pip cannot reach it', async () => {
    const folder = scratchFolder();
    const python = pythonWhosePipFails(folder, 'ERROR: No matching distribution found for six==1.17.0');

    await expect(pipInstall(python, `${folder}/env`, 'r.txt')).rejects.toThrow(/needs PyPI.*No matching distribution/s);
  });

  it('points at the mirror when a package is not the pinned one', async () => {
    const folder = scratchFolder();
    const python = pythonWhosePipFails(folder, 'ERROR: THESE PACKAGES DO NOT MATCH THE HASHES');

    await expect(pipInstall(python, `${folder}/env`, 'r.txt')).rejects.toThrow(/mirror that pip uses/);
  });
});
