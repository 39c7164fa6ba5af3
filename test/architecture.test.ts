import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  bannedInCore,
  capabilities,
  emptyNames,
  entryPoints,
  environmentReaders,
  type Room,
  rooms,
  sourceFolders,
  usedWithoutImport,
} from './architecture/house-rules.ts';
import { withHouse } from './architecture/house-table.ts';
import { root, type SourceFile, sourceFiles } from './architecture/source-file.ts';

const files = [...sourceFiles(sourceFolders), ...sourceFiles(['headroom.config.ts'])];
const tests = sourceFiles(['test']);
/** What is imported of each file, by whomever. */
const taken = new Map<string, Set<string>>();
for (const { file, names } of [...files, ...tests].flatMap(({ imports }) => imports)) {
  if (file === null) continue;
  const already = taken.get(file) ?? new Set();
  for (const name of names) already.add(name);
  taken.set(file, already);
}

function roomOf(file: string): Room | undefined {
  return rooms.filter(({ at }) => file.startsWith(at)).sort((a, b) => b.at.length - a.at.length)[0];
}

describe('the house', () => {
  it('has a room with rules for every source file', () => {
    expect(files.filter(({ file }) => roomOf(file) === undefined).map(({ file }) => file)).toEqual([]);
  });

  it('lets every file import only from the rooms below its own', () => {
    const wrong = files.flatMap(({ file, imports }) =>
      imports
        .filter((one) => one.file !== null && !allowed(roomOf(file)?.files, one.file))
        .map((one) => `${file} imports ${one.file}`),
    );
    expect(wrong).toEqual([]);
  });

  it('lets every room use only the packages that belong there', () => {
    const wrong = files.flatMap(({ file, imports }) =>
      imports
        .filter((one) => one.file === null && !allowed(roomOf(file)?.packages, one.from))
        .map((one) => `${file} imports ${one.from}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has no ring of imports, type-only and dynamic ones included', () => {
    expect(rings(files)).toEqual([]);
  });

  it('has one barrel only, lib/index.ts', () => {
    expect(files.filter(({ isBarrel, file }) => isBarrel && file !== 'lib/index.ts').map(({ file }) => file)).toEqual(
      [],
    );
  });

  it('keeps clock, chance, environment and network out of core and sim', () => {
    // sim/parallel starts threads; what runs in them is as pure as the rest.
    const pure = files.filter(({ file }) => /^(core|sim)\//.test(file) && !file.startsWith('sim/parallel/'));
    const wrong = pure.flatMap(({ file, globals }) =>
      bannedInCore.filter((name) => globals.has(name)).map((name) => `${file} uses ${name}`),
    );
    expect(wrong).toEqual([]);
  });

  it('reads the environment only where a process starts', () => {
    const wrong = files.filter(({ file, globals }) => globals.has('process.env') && !environmentReaders.test(file));
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('shows what was given in one way where it is refused, since JSON has no text for some of it', () => {
    const own = /\$\{[^`]*JSON\.stringify\([^`]*\} (?:is not|is no )/;
    const wrong = files.filter(
      ({ file, text }) => /^(core|lib)\//.test(file) && text.split('\n').some((one) => own.test(one)),
    );
    expect(wrong.map(({ file }) => file)).toEqual([]);
  });

  it('names no file or folder after nothing', () => {
    expect([...files, ...tests].map(({ file }) => file).filter((file) => emptyNames.test(file))).toEqual([]);
  });

  it('keeps handlers under 40 lines and every source file under 400', () => {
    const long = files.filter(({ file, lines }) => lines > (/^functions\/[\w-]+\/handler\.ts$/.test(file) ? 41 : 400));
    expect(long.map(({ file, lines }) => `${file}: ${lines} lines`)).toEqual([]);
  });

  it('lets no capability import another of the same storey', () => {
    const placeOf = (file: string) => /^(\w+)\/(\w+)\//.exec(file)?.slice(1) ?? [];
    const wrong = files.flatMap(({ file, imports }) => {
      const [storey, room] = placeOf(file);
      const others = imports.filter((one) => {
        const [theirs, other] = placeOf(one.file ?? '');
        return (
          storey === theirs && room !== other && capabilities.includes(other ?? '') && capabilities.includes(room ?? '')
        );
      });
      return others.map((one) => `${file} imports ${one.file}`);
    });
    expect(wrong).toEqual([]);
  });

  it("lets no function import another function's folder", () => {
    const folderOf = (file: string | null) => /^functions\/([\w-]+)\//.exec(file ?? '')?.[1];
    const wrong = files.flatMap(({ file, imports }) =>
      imports
        .filter((one) => folderOf(file) !== undefined && (folderOf(one.file) ?? folderOf(file)) !== folderOf(file))
        .map((one) => `${file} imports ${one.file}`),
    );
    expect(wrong).toEqual([]);
  });

  it('has a folder in lib for every kind of target, CDN and shard in adapters', () => {
    const kinds = (folder: string) => globSync(`${folder}/*/`, { cwd: root }).map((file) => path.basename(file));
    for (const room of ['scaling/targets', 'purging/cdns', 'sharding/shards']) {
      const adapted = kinds(`adapters/${room}`).filter((name) => name !== 'any-kind');
      expect(adapted.length).toBeGreaterThan(0);
      expect(kinds(`lib/${room}`)).toEqual(expect.arrayContaining(adapted));
    }
  });
});

describe('ARCHITECTURE', () => {
  it('tells of the rooms what the rules say; npm run house writes it', () => {
    const text = readFileSync(path.join(root, 'ARCHITECTURE.md'), 'utf8');
    expect(text === withHouse(text)).toBe(true);
  });
});

describe('tests', () => {
  it('leave nothing behind for the files that share a process with them', () => {
    const apart = /^test\/(integration|kubernetes|image|site)\/|^test\/temporary-folder\.ts$/;
    const leaves = /vi\.(mock|doMock|stub\w+)\(|process\.env(\.\w+|\[[^\]]+\]) = |delete process\.env|process\.chdir\(/;
    const keepsTime = ({ text }: SourceFile) => text.includes('useFakeTimers') && !text.includes('useRealTimers');
    const found = tests.filter((one) => !apart.test(one.file) && (leaves.test(one.text) || keepsTime(one)));
    expect(found.map(({ file }) => file).filter((file) => file !== 'test/architecture.test.ts')).toEqual([]);
  });
});

describe('unused code', () => {
  it('has no source file that nothing imports', () => {
    const imported = new Set<string | null>(files.flatMap(({ imports }) => imports.map((one) => one.file)));
    const alone = files.filter(
      ({ file }) => !imported.has(file) && !isEntryPoint(file) && file !== 'headroom.config.ts',
    );
    expect(alone.map(({ file }) => file)).toEqual([]);
  });

  it('exports nothing that nobody else takes; a type may also serve a signature of its own file', () => {
    expect(files.filter(({ file }) => !isEntryPoint(file)).flatMap(unusedExports)).toEqual([]);
  });

  it('declares every package it imports, and uses every package it declares', () => {
    const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<
      string,
      Record<string, string>
    >;
    const declared = [...Object.keys(manifest.dependencies ?? {}), ...Object.keys(manifest.devDependencies ?? {})];
    const used = [...files, ...tests, ...sourceFiles(['vitest.config.ts'])].flatMap(({ imports }) =>
      imports.map((one) => packageOf(one.from)),
    );
    const read = [...new Set(used)].filter((name) => name !== null);
    expect(read.filter((name) => !declared.includes(name) && !declared.includes(`@types/${name}`))).toEqual([]);
    expect(
      declared.filter((name) => !read.includes(name) && !(name in usedWithoutImport) && !isReadAsFile(name)),
    ).toEqual([]);
  });
});

function allowed(starts: readonly string[] | undefined, name: string): boolean {
  return (starts ?? []).some(
    (start) => name === start || name.startsWith(start.endsWith('/') || start.endsWith(':') ? start : `${start}/`),
  );
}

function isEntryPoint(file: string): boolean {
  return entryPoints.some((pattern) => pattern.test(file));
}

function unusedExports({ file, exports, exportedTypes, text }: SourceFile): string[] {
  const names = taken.get(file) ?? new Set();
  if (names.has('*')) return [];
  const serves = (type: string) => text.split(new RegExp(`\\b${type}\\b`)).length > 2;
  const unused = [...exports, ...exportedTypes.filter((type) => !serves(type))].filter((name) => !names.has(name));
  return unused.map((name) => `${file}: ${name}`);
}

function packageOf(from: string): string | null {
  if (from.startsWith('.') || from.startsWith('node:')) return null;
  return from
    .split('/')
    .slice(0, from.startsWith('@') ? 2 : 1)
    .join('/');
}

/** Data packages are opened by path, not imported. */
function isReadAsFile(name: string): boolean {
  const text = files.map(({ file }) => readFileSync(path.join(root, file), 'utf8')).join('\n');
  return existsSync(path.join(root, 'node_modules', name)) && text.includes(`'${name}/`);
}

/** Files that reach themselves by their imports. */
function rings(all: readonly SourceFile[]): string[] {
  const edges = new Map(
    all.map(({ file, imports }) => [file, imports.flatMap((one) => (one.file === null ? [] : [one.file]))]),
  );
  return all.map(({ file }) => file).filter((file) => reachable(edges, file).has(file));
}

function reachable(edges: ReadonlyMap<string, readonly string[]>, start: string): Set<string> {
  const reached = new Set<string>();
  const next = [...(edges.get(start) ?? [])];
  for (let file = next.pop(); file !== undefined; file = next.pop()) {
    if (reached.has(file)) continue;
    reached.add(file);
    next.push(...(edges.get(file) ?? []));
  }
  return reached;
}
