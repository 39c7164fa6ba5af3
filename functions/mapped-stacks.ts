import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';

/**
 * Lets the stacks of a bundle name our own files and lines. The build puts this before everything else of a function: Node's
 * own `--enable-source-maps` reads every map of a bundle at init (27 kB of the allocator's), this reads one when the first
 * stack that passes through its file is asked for.
 */
Error.prepareStackTrace = (error, sites) =>
  [Error.prototype.toString.call(error), ...sites.map(told)].join('\n    at ');

const maps = new Map<string, SourceMap | null>();

function told(site: NodeJS.CallSite): string {
  const text = String(site);
  const [file, line, column] = [site.getFileName(), site.getLineNumber(), site.getColumnNumber()];
  if (!file?.startsWith('file:') || line === null || column === null) return text;
  const origin = mapOf(file)?.findOrigin(line, column);
  if (origin === undefined || !('fileName' in origin)) return text;
  return text.replace(`${file}:${line}:${column}`, `${origin.fileName}:${origin.lineNumber}:${origin.columnNumber}`);
}

function mapOf(file: string): SourceMap | null {
  const known = maps.get(file);
  if (known !== undefined) return known;
  const map = read(`${file}.map`);
  maps.set(file, map);
  return map;
}

/** A file without a readable map keeps its own positions: an error in telling an error would hide that one. */
function read(url: string): SourceMap | null {
  try {
    return new SourceMap(JSON.parse(readFileSync(fileURLToPath(url), 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
}
