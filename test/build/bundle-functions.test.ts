import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { initBytes } from '../../bench/init.ts';
import { budgeted, initBudgetOf } from '../../bench/init-budgets.ts';
import { functionNames } from '../../bin/invoke/functions.ts';
import { bundleFunctions, type FunctionBundles } from '../../build/bundle-functions.ts';
import { shortened } from '../../build/lean/lean-packages.ts';
import { accountNumber } from '../account-number.ts';
import { queued, tick } from '../functions/resource-allocator/queue-events.ts';

const root = join(import.meta.dirname, '../..');

/** A table in which nothing is configured. */
function emptyTable(operation: string): object {
  return operation === 'Query' ? { Items: [], Count: 0 } : {};
}

/** Loads a bundle as Lambda does and hands it an event; prints the answer, or the error, as the last line. */
const invoke = `
  const { handler } = await import(process.argv[1]);
  const context = {
    awsRequestId: 'request-1',
    functionName: 'headroom-resource-allocator',
    invokedFunctionArn: 'arn:aws:lambda:eu-west-1:123456789012:function:headroom-resource-allocator',
    memoryLimitInMB: '512',
    getRemainingTimeInMillis: () => 20_000,
  };
  const answer = await handler(JSON.parse(process.argv[2]), context).catch((error) => ({ error: error.stack }));
  console.log(JSON.stringify(answer));
  process.exit();`;

let folder: string;
let bundles: FunctionBundles;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'headroom-bundles-'));
  bundles = await bundleFunctions(root, folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('what functions read before they can take an event', () => {
  it('has no budget for what is not a function', () => {
    expect(bundles.names).toEqual(expect.arrayContaining([...budgeted]));
  });

  it.each(functionNames())('%s keeps to its budget', (name) => {
    expect(bundles.names).toContain(name);
    expect(initBytes(join(folder, name))).toBeLessThanOrEqual(initBudgetOf(name));
  });
});

it('no function carries the texts of fields: they are for editors and pages', () => {
  const configs = globSync(['core/*/config/**/*.ts', 'core/readings/**/*.ts', 'core/sinks/**/*.ts'], { cwd: root });
  const texts = configs.flatMap((file) => {
    const source = readFileSync(join(root, file), 'utf8');
    return [...source.matchAll(/^ +\/\*\* (.{30,}?)\.? \*\/$/gm)].map(([, text = '']) => text);
  });
  const code = globSync('**/*.{js,mjs}', { cwd: folder })
    .map((file) => readFileSync(join(folder, file), 'utf8'))
    .join('\n');
  expect(texts.length).toBeGreaterThan(100);
  expect(code.length).toBeGreaterThan(1_000_000);
  expect(texts.filter((text) => code.includes(text))).toEqual([]);
});

it.each(shortened)('a bundle has a file that $path makes shorter', ({ path }) => {
  const inputs = Object.values(bundles.metafiles).flatMap((one) => Object.keys(one.inputs));
  expect(inputs.filter((file) => path.test(`/${file}`)).length).toBeGreaterThan(0);
});

it('the bundle of index-advisor reads a statement, by the WebAssembly that is carried beside it', async () => {
  const chunks = join(folder, 'index-advisor', 'chunks');
  const parser = Object.entries(bundles.metafiles['index-advisor']?.outputs ?? {}).find(([, { exports, inputs }]) => {
    return exports.length > 0 && Object.keys(inputs).some((file) => file.endsWith('/libpg-query/wasm/index.js'));
  });
  const bundle = pathToFileURL(join(chunks, basename(parser?.[0] ?? ''))).href;
  const script =
    "const { parse } = await import(process.argv[1]); console.log(JSON.stringify(await parse('SELECT 1')))";
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, bundle]);
  expect(JSON.parse(stdout).stmts).toHaveLength(1);
});

describe('a bundle that breaks at its start', () => {
  it('says on which line of our source, without Node having read a source map before', async () => {
    const bundle = pathToFileURL(join(folder, 'decision-widget', 'index.mjs')).href;
    const args = ['--input-type=module', '--eval', 'await import(process.argv[1])', bundle];
    await expect(promisify(execFile)(process.execPath, args, { env: {} })).rejects.toThrow(
      /InvalidInput: HEADROOM_TABLE: is not set.*\n.* at \w+ \(functions\/required-variable\.ts:7:\d+\)/,
    );
    expect(readFileSync(join(folder, 'decision-widget', 'index.mjs'), 'utf8')).not.toContain('sourceMappingURL');
  });
});

describe('the bundle of resource-allocator, in a fresh process', () => {
  let server: Server;
  let operations: string[] = [];

  beforeAll(async () => {
    server = createServer(async (request, response) => {
      for await (const _ of request);
      const operation = String(request.headers['x-amz-target']).split('.').at(-1) ?? '';
      operations.push(operation);
      response
        .writeHead(200, { 'content-type': 'application/x-amz-json-1.0' })
        .end(JSON.stringify(emptyTable(operation)));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  async function run(event: unknown): Promise<{ answer: unknown; lines: string[] }> {
    operations = [];
    const env = {
      HEADROOM_TABLE: 'headroom',
      HEADROOM_DEPLOYMENT: 'headroom',
      POWERTOOLS_SERVICE_NAME: 'resource-allocator',
      POWERTOOLS_LOGGER_LOG_EVENT: 'true',
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'AKIAIOSFODNN7EXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMIbPxRfiCYEXAMPLEKEY',
      AWS_SESSION_TOKEN: 'a-session-token',
      AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    };
    const bundle = pathToFileURL(join(folder, 'resource-allocator', 'index.mjs')).href;
    const args = ['--input-type=module', '--eval', invoke, bundle, JSON.stringify(event)];
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });
    const lines = `${stderr}${stdout}`.trim().split('\n');
    return { answer: JSON.parse(lines.at(-1) ?? ''), lines: lines.slice(0, -1) };
  }

  it('is made for every function that has a handler', () => {
    expect(bundles.names).toEqual(
      expect.arrayContaining(['config-writer', 'decision-widget', 'resource-allocator', 'test-event-writer']),
    );
  });

  it('takes a batch from the queue, reads the table, and answers what to deliver again', async () => {
    const { answer } = await run(queued(tick, 'no json'));
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm1' }] });
    expect(operations).toEqual(['UpdateItem', 'Query']);
  });

  it('writes EMF of the deployment, and a log without account number, ARN, key or event, whatever is asked of Powertools', async () => {
    const { lines } = await run(
      queued(tick, { AlarmName: 'arn:aws:x:eu-west-1:123456789012:y', AWSAccountId: '123456789012' }),
    );
    const told = lines.map((line) => JSON.parse(line));
    expect(told.filter((line) => '_aws' in line)).toMatchObject([{ deployment: 'headroom', Looks: 0 }]);
    expect(told.filter((line) => line.level === 'ERROR')).toMatchObject([
      { correlation_id: 'm1', function_request_id: 'request-1' },
    ]);
    expect(lines.join('\n')).not.toMatch(accountNumber);
    expect(lines.join('\n')).not.toMatch(/arn:aws|AKIA|wJalr|a-session-token|receiptHandle/);
  });

  it('tells a person what is wrong with an event, with the line of our source that says so', async () => {
    const { answer } = await run({ scalabel: 'checkout/web' });
    expect(answer).toMatchObject({
      error: expect.stringMatching(
        /InvalidInput: event: expected one of[\s\S]*adapters\/signals\/read-message\.ts:\d+/,
      ),
    });
  });

  it('bundles what both of Powertools use once', () => {
    const inputs = Object.keys(bundles.metafiles['resource-allocator']?.inputs ?? {});
    const copies = inputs.filter((file) => file.endsWith('powertools/commons/lib/esm/Utility.js'));
    expect(copies).toHaveLength(1);
  });

  it('reads nothing at init that only some deployments need', () => {
    const outputs = bundles.metafiles['resource-allocator']?.outputs ?? {};
    const atInit = new Set<string>();
    const walk = (file: string) => {
      if (atInit.has(file)) return;
      atInit.add(file);
      for (const { kind, path } of outputs[file]?.imports ?? [])
        if (kind === 'import-statement' && path in outputs) walk(path);
    };
    walk(Object.keys(outputs).find((file) => file.endsWith('/index.mjs')) ?? '');
    const inputs = [...atInit].flatMap((file) => Object.keys(outputs[file]?.inputs ?? {})).join('\n');
    expect(inputs).toContain('@aws-sdk/client-dynamodb');
    for (const lazy of ['@aws-sdk/client-ecs', 'credential-provider-sso', 'client-sts', 'zod/v4/locales/de'])
      expect(inputs).not.toContain(lazy);
  });
});
