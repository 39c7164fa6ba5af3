import * as z from 'zod/mini';

/**
 * What a dashboard sends to a custom widget
 * (https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/add_custom_widget_dashboard_about.html).
 */
const widgetEvent = z.object({
  describe: z._default(z.boolean(), false),
  /** Only scalables whose names begin so. */
  prefix: z._default(z.string(), ''),
  widgetContext: z.optional(z.object({ theme: z.optional(z.string()) })),
});

export interface WidgetEvent {
  readonly describe: boolean;
  readonly prefix: string;
  readonly theme: 'light' | 'dark';
}

/** Reads what a dashboard sent; what cannot be read counts as left out, since a widget has nobody to complain to. */
export function readWidgetEvent(event: unknown): WidgetEvent {
  const parsed = widgetEvent.safeParse(event ?? {});
  if (!parsed.success) return { describe: false, prefix: '', theme: 'light' };
  const { describe, prefix, widgetContext } = parsed.data;
  return { describe, prefix, theme: widgetContext?.theme === 'dark' ? 'dark' : 'light' };
}
