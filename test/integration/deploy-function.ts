import { crc32 } from 'node:zlib';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { CreateFunctionCommand, InvokeCommand, LambdaClient } from '@aws-sdk/client-lambda';
import { buildSync } from 'esbuild';
import type { LocalAws } from '../../local/local-aws.ts';

export interface DeployedFunction {
  invoke(event: unknown): Promise<unknown>;
}

/** Bundles a handler's source and deploys it with a role that allows the statements. */
export async function deployFunction(
  aws: LocalAws,
  name: string,
  source: string,
  statements: readonly object[],
): Promise<DeployedFunction> {
  const client = clientOptions(aws);
  const lambda = new LambdaClient(client);
  const Role = await roleOf(new IAMClient(client), name, statements);
  const Code = { ZipFile: zipOf('index.js', bundleOf(source)) };
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName: name,
      Runtime: 'nodejs24.x',
      Handler: 'index.handler',
      Timeout: 20,
      Role,
      Code,
    }),
  );
  return {
    invoke: async (event) => {
      const answer = await lambda.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }));
      return JSON.parse(Buffer.from(answer.Payload ?? []).toString());
    },
  };
}

/** For the clients of a test: the local endpoint, as the account's root. */
export function clientOptions(aws: LocalAws) {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  return { endpoint: aws.endpoint, region: aws.region, credentials };
}

async function roleOf(iam: IAMClient, name: string, statements: readonly object[]): Promise<string> {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const role = await iam.send(new CreateRoleCommand({ RoleName: name, AssumeRolePolicyDocument: policyOf([trust]) }));
  if (statements.length > 0) {
    await iam.send(
      new PutRolePolicyCommand({ RoleName: name, PolicyName: 'policy', PolicyDocument: policyOf(statements) }),
    );
  }
  return role.Role?.Arn ?? '';
}

function policyOf(Statement: readonly object[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement });
}

function bundleOf(source: string): string {
  const stdin = { contents: source, resolveDir: import.meta.dirname, loader: 'ts' as const };
  return buildSync({ stdin, bundle: true, platform: 'node', format: 'cjs', write: false }).outputFiles[0]?.text ?? '';
}

/** A zip archive of one stored file: its local header, its entry in the directory, and the directory's end. */
function zipOf(name: string, text: string): Buffer {
  const [fileName, data] = [Buffer.from(name), Buffer.from(text)];
  const sizes = [crc32(data), data.length, data.length];
  const header = fields([
    [4, 0x04034b50],
    [2, 20],
    [8, 0],
    ...sizes.map((size) => [4, size] as const),
    [2, fileName.length],
    [2, 0],
  ]);
  const entry = fields([
    [4, 0x02014b50],
    [2, 20],
    [2, 20],
    [8, 0],
    ...sizes.map((size) => [4, size] as const),
    [2, fileName.length],
    [16, 0],
  ]);
  const directoryAt = header.length + fileName.length + data.length;
  const end = fields([
    [4, 0x06054b50],
    [4, 0],
    [2, 1],
    [2, 1],
    [4, entry.length + fileName.length],
    [4, directoryAt],
    [2, 0],
  ]);
  return Buffer.concat([header, fileName, data, entry, fileName, end]);
}

/** Little-endian numbers of the given widths in bytes. */
function fields(parts: readonly (readonly [width: number, value: number])[]): Buffer {
  return Buffer.concat(
    parts.map(([width, value]) => {
      const bytes = Buffer.alloc(width);
      bytes.writeUIntLE(value, 0, Math.min(width, 4));
      return bytes;
    }),
  );
}
