import { copyFile, readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Metafile, Plugin } from 'esbuild';

const folderOfModule = 'build/lean/module-folder.js';
/** A package whose WebAssembly is a file of its name beside its code, which it looks for in `__dirname`. */
const code = /\/libpg-query\/wasm\/libpg-query\.js$/;

/**
 * Bundles what loads WebAssembly from its own folder as a module, which knows its folder by `import.meta`: CommonJS has `__dirname`,
 * and a module that is made of it has not. `carryWasm` puts there what it looks for.
 */
export function wasmBeside(root: string): Plugin {
  return {
    name: 'wasm-beside',
    setup(build) {
      build.onLoad({ filter: code }, async ({ path }) => ({ contents: asModule(root, await readFile(path, 'utf8')) }));
    },
  };
}

function asModule(root: string, text: string): string {
  if (!text.includes('__dirname') || !/^var PgQueryModule=/.test(text))
    throw new Error('libpg-query loads its WebAssembly in another way than before; mend build/carry-wasm.ts');
  const folder = JSON.stringify(join(root, folderOfModule));
  return `import { moduleFolder } from ${folder};\n${text.replace('__dirname', 'moduleFolder()')}\nexport default PgQueryModule;`;
}

/** Copies the WebAssembly of what is in a bundle to where its code looks for it. */
export async function carryWasm(root: string, { inputs, outputs }: Metafile): Promise<void> {
  const carried = Object.keys(inputs).filter((file) => code.test(`/${file}`));
  if (carried.length === 0) return;
  const chunk = Object.entries(outputs).find(([, output]) => folderOfModule in output.inputs)?.[0] ?? '';
  for (const file of carried) {
    const wasm = file.replace(/\.js$/, '.wasm');
    await copyFile(join(root, wasm), join(root, dirname(chunk), basename(wasm)));
  }
}
