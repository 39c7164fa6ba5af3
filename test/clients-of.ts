import type { SourceFile } from './architecture/source-file.ts';

/** The clients of AWS that a file loads at run time, by whichever way: of `@aws-sdk/client-sfn`, `sfn`. */
export function clientsOf(start: string, files: ReadonlyMap<string, SourceFile>): readonly string[] {
  return packagesOf(start, files).flatMap((from) => /^@aws-sdk\/client-(.+)$/.exec(from)?.[1] ?? []);
}

/** What a file loads at run time that is not a file of ours. */
export function packagesOf(start: string, files: ReadonlyMap<string, SourceFile>): readonly string[] {
  const loaded = new Set([start]);
  const packages = new Set<string>();
  for (const file of loaded) {
    for (const { from, file: other } of loadedBy(files.get(file))) {
      if (other === null) packages.add(from);
      else loaded.add(other);
    }
  }
  return [...packages];
}

function loadedBy(file: SourceFile | undefined): SourceFile['imports'] {
  return file === undefined ? [] : file.imports.filter(({ from }) => !isTypeOnly(file.text, from));
}

function isTypeOnly(text: string, from: string): boolean {
  const quoted = from.replaceAll(/[.*+?^${}()|[\]\\/]/g, '\\$&');
  const all = [...text.matchAll(new RegExp(`import\\s*(type\\s)?[^;]*?['(]${quoted}'`, 'g'))];
  return all.length > 0 && all.every(([, type]) => type !== undefined);
}
