/** What is run over templates. */
export type Tool = 'cfn-lint' | 'checkov';

/** What a tool has found in a template. */
export interface Finding {
  readonly tool: Tool;
  /** The tool's own name of the rule, e.g. `CKV_AWS_18` or `W3005`. */
  readonly rule: string;
  /** The template, e.g. `web-tier/WebTier.template.json`. */
  readonly template: string;
  /** The logical id, and the type where the template tells it; empty where it is of none. */
  readonly resource: string;
  readonly type: string;
  readonly says: string;
}
