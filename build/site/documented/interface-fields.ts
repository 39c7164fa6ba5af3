import { docBefore } from './doc-comment.ts';
import { type Node, nameOf, parsedFile } from './parsed.ts';

/** A field of an interface as its source has it. */
export interface InterfaceField {
  readonly name: string;
  readonly optional: boolean;
  /** Its type as it is written. */
  readonly type: string;
  /** Empty where nobody has said what it is. */
  readonly text: string;
  /** What its doc comment says after `@default`; null where it says nothing. */
  readonly default: string | null;
}

/** The fields that an interface of a file has itself. Throws where the file has no such interface. */
export function interfaceFields(file: string, name: string): InterfaceField[] {
  const { source, body } = parsedFile(file);
  const found = body
    .map((node) => (node.declaration ?? node) as Node)
    .find((node) => node.type === 'TSInterfaceDeclaration' && (node.id as Node).name === name);
  if (found === undefined) throw new Error(`${file} has no interface ${name}`);
  const members = (found.body as Node).body as Node[];
  return members.filter(({ type }) => type === 'TSPropertySignature').map((member) => fieldOf(member, source));
}

function fieldOf(member: Node, source: string): InterfaceField {
  const [text = '', usual = null] = (docBefore(source, member.start) ?? '').split(/\n?@default\s*/);
  const annotation = (member.typeAnnotation as Node).typeAnnotation as Node;
  return {
    name: nameOf(member.key),
    optional: member.optional === true,
    type: source.slice(annotation.start, annotation.end),
    text: text.trim(),
    default: usual?.trim() ?? null,
  };
}
