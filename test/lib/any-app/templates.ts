import type { App } from 'aws-cdk-lib';

export interface Deployed {
  readonly stack: string;
  readonly id: string;
  readonly type: string;
  readonly region: string;
  /** References as `<stack.LogicalId.Attribute>`, also those from other stacks; from other Regions as `<elsewhere ...>`. */
  readonly properties: Readonly<Record<string, unknown>>;
}

export interface TemplateOf {
  readonly stack: string;
  readonly region: string;
  readonly json: Template;
}

interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly DeletionPolicy?: string;
}

interface Template {
  readonly Resources?: Readonly<Record<string, Resource>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown; readonly Export?: { readonly Name: string } }>>;
}

interface Published {
  readonly StackName: string;
  readonly OutputName: string;
}

/** The templates of an app. */
export function templatesOf(app: App): readonly TemplateOf[] {
  return app.synth().stacks.map(({ stackName: stack, environment: { region }, template }) => {
    return { stack, region, json: template as Template };
  });
}

/** Every resource of an app, its references told by what they refer to. */
export function resourcesOf(templates: readonly TemplateOf[]): readonly Deployed[] {
  const exports = new Map<string, { readonly value: unknown; readonly of: TemplateOf }>();
  for (const of of templates) {
    for (const { Value: value, Export } of Object.values(of.json.Outputs ?? {}))
      if (Export !== undefined) exports.set(Export.Name, { value, of });
  }
  const told = (value: unknown, of: TemplateOf): unknown => {
    if (Array.isArray(value)) return value.map((one) => told(one, of));
    if (typeof value !== 'object' || value === null) return value;
    const intrinsic = referred(splitOf(value) ?? value, of);
    if (intrinsic !== null) return intrinsic;
    return Object.fromEntries(Object.entries(value).map(([field, one]) => [field, told(one, of)]));
  };
  const referred = (value: object, of: TemplateOf): unknown => {
    const [[name = '', argument] = [], ...others] = Object.entries(value);
    if (others.length > 0) return null;
    if (name === 'Ref') return pseudo(String(argument), of);
    if (name === 'Fn::GetAtt') return `<${[of.stack, ...(argument as string[])].join('.')}>`;
    if (name === 'Fn::Join') return (argument[1] as unknown[]).map((part) => told(part, of)).join(argument[0]);
    if (name === 'Fn::GetStackOutput') return published(argument as Published, of);
    const exported = name === 'Fn::ImportValue' ? exports.get(String(argument)) : undefined;
    return exported === undefined ? null : told(exported.value, exported.of);
  };
  const published = ({ StackName, OutputName }: Published, of: TemplateOf): string => {
    const from = templates.find(({ stack }) => stack === StackName);
    const value = String(from && told(from.json.Outputs?.[OutputName]?.Value, from));
    return from?.region === of.region ? value : value.replace('<', '<elsewhere ');
  };
  return templates.flatMap((of) =>
    Object.entries(of.json.Resources ?? {}).map(([id, { Type: type, Properties = {} }]) => {
      const properties = told(Properties, of) as Readonly<Record<string, unknown>>;
      return { stack: of.stack, id, type, region: of.region, properties };
    }),
  );
}

/** What a part is selected of; null where none is: a part of an ARN stands for what the ARN is of. */
function splitOf(value: object): object | null {
  const { 'Fn::Select': [, split] = [] } = value as { readonly 'Fn::Select'?: readonly unknown[] };
  const [, whole = null] = (split as { readonly 'Fn::Split'?: readonly unknown[] } | undefined)?.['Fn::Split'] ?? [];
  return whole as object | null;
}

function pseudo(name: string, { stack, region }: TemplateOf): string {
  const known: Readonly<Record<string, string>> = {
    'AWS::AccountId': '111122223333',
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackName': stack,
    'AWS::URLSuffix': 'amazonaws.com',
  };
  return known[name] ?? `<${stack}.${name}>`;
}
