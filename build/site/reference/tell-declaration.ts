import { docBefore } from '../documented/doc-comment.ts';
import { type Node, nameOf } from '../documented/parsed.ts';
import type { Exported } from './exported.ts';

/** What something of the package is, in sections of a page. */
export function tellDeclaration(exported: Exported): string[] {
  const { name, declaration, text } = exported;
  const said = paragraphs(text);
  switch (declaration.type) {
    case 'ClassDeclaration':
      return [`## class ${name}`, ...said, ...membersOf(exported, (declaration.body as Node).body as Node[])];
    case 'TSInterfaceDeclaration':
      return [
        `## interface ${name}`,
        ...said,
        ...extended(exported),
        ...membersOf(exported, (declaration.body as Node).body as Node[]),
      ];
    case 'FunctionDeclaration':
      return [`## ${name}()`, ...said, fenced(headOf(declaration, exported.source))];
    default:
      return [`## ${name}`, ...said, ...shortCode(exported)];
  }
}

function extended({ declaration, source }: Exported): string[] {
  const all = (declaration.extends as Node[] | undefined) ?? [];
  return all.length === 0
    ? []
    : [`It has the fields of ${all.map((one) => `\`${source.slice(one.start, one.end)}\``).join(', ')} too.`];
}

function membersOf({ source }: Exported, members: readonly Node[]): string[] {
  return members.filter(isPublic).flatMap((member) => tellMember(member, source));
}

function isPublic({ type, accessibility, key, override }: Node): boolean {
  if (type === 'StaticBlock' || accessibility === 'private' || accessibility === 'protected' || override === true)
    return false;
  return key === undefined || (key as Node).type !== 'PrivateIdentifier';
}

function tellMember(member: Node, source: string): string[] {
  const text = docBefore(source, member.start);
  const isConstructor = member.kind === 'constructor';
  const title = isConstructor ? 'constructor' : titleOf(member);
  const head = headOf(member, source);
  const isPlain = /^(readonly )?\w+\??: [^{}()]{1,80}$/.test(head);
  if (isPlain && !isConstructor) return [`- \`${head}\`${text === null ? '' : `: ${inLine(text)}`}`];
  return [`### ${title}`, ...paragraphs(text ?? ''), fenced(head)];
}

function titleOf({ key, type, value }: Node): string {
  const isCall =
    type === 'MethodDefinition' ||
    type === 'TSMethodSignature' ||
    (value as Node | null | undefined)?.type === 'ArrowFunctionExpression';
  return `${nameOf(key)}${isCall ? '()' : ''}`;
}

/** A declaration without what it does. */
function headOf(node: Node, source: string): string {
  const value = node.value as Node | null | undefined;
  const body = (node.body ?? value?.body) as Node | null | undefined;
  const end = body != null && node.type !== 'TSInterfaceDeclaration' ? body.start : valueStart(node, value);
  return source
    .slice(node.start, end)
    .replace(/[\s;=]+$/, '')
    .replace(/=>$/, '')
    .replace(/\s+$/, '');
}

function valueStart(node: Node, value: Node | null | undefined): number {
  return node.type === 'PropertyDefinition' && value != null ? value.start : node.end;
}

const longestCode = 900;

function shortCode({ declaration, source }: Exported): string[] {
  const code = source.slice(declaration.start, declaration.end);
  if (declaration.type === 'TSTypeAliasDeclaration' || code.length <= longestCode)
    return [fenced(code.slice(0, longestCode))];
  return [fenced(`${code.slice(0, code.indexOf('=')).trim()}`)];
}

function fenced(code: string): string {
  const lines = code.split('\n');
  const indent = Math.min(
    ...lines
      .slice(1)
      .filter(Boolean)
      .map((line) => line.length - line.trimStart().length),
    99,
  );
  const [first = '', ...rest] = lines;
  return ['```ts', first, ...rest.map((line) => line.slice(Math.min(indent, line.length))), '```'].join('\n');
}

function paragraphs(text: string): string[] {
  return text
    .replace(/^@default (.*)$/m, 'Left out: $1')
    .replace(/^@(\w+) /gm, '*$1* ')
    .split('\n')
    .filter(Boolean);
}

const inLine = (text: string) => paragraphs(text).join(' ');
