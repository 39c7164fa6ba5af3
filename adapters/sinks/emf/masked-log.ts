import { LogFormatter, Logger, LogItem } from '@aws-lambda-powertools/logger';
import type { LogAttributes, UnformattedAttributes } from '@aws-lambda-powertools/logger/types';
import { mask } from '../../../core/because-of.ts';

/** What Powertools logs by itself, without the function's ARN, which holds the account id. */
class WithoutArn extends LogFormatter {
  override formatAttributes(attributes: UnformattedAttributes, additional: LogAttributes): LogItem {
    const { logLevel, message, timestamp, serviceName, lambdaContext, xRayTraceId } = attributes;
    const item = {
      level: logLevel,
      message,
      timestamp: this.formatTimestamp(timestamp),
      service: serviceName,
      cold_start: lambdaContext?.coldStart,
      function_name: lambdaContext?.functionName,
      function_request_id: lambdaContext?.awsRequestId,
      xray_trace_id: xRayTraceId,
    };
    return new LogItem({ attributes: item }).addAttributes(additional);
  }
}

/** A structured log in which every text has its account numbers and access keys masked, errors and their stacks included. */
export function maskedLog(serviceName: string): Logger {
  return new Logger({
    serviceName,
    logFormatter: new WithoutArn(),
    jsonReplacerFn: (_, value) => (typeof value === 'string' ? mask(value) : value),
  });
}
