/** What keeps the task that a worker runs in from being stopped by a lower count or by a deployment. */
export interface TaskProtection {
  /** Rejects where the protection was not given. */
  protect(minutes: number): Promise<void>;
  end(): Promise<void>;
}

/** What the agent answers: the protection as it now is, or why it was not changed. */
interface Answer {
  readonly protection?: { readonly ProtectionEnabled?: boolean };
  readonly failure?: { readonly Reason?: string; readonly Detail?: string };
  readonly error?: { readonly Code?: string; readonly Message?: string };
}

interface Wanted {
  readonly ProtectionEnabled: boolean;
  readonly ExpiresInMinutes?: number;
}

const patienceMs = 5000;

/**
 * The protection that the ECS agent of the task gives, at the address in `ECS_AGENT_URI`.
 * https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-scale-in-protection-endpoint.html
 */
export function agentProtection(agentUri: string): TaskProtection {
  const put = async (wanted: Wanted): Promise<void> => {
    const answered = await fetch(`${agentUri}/task-protection/v1/state`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(wanted),
      signal: AbortSignal.timeout(patienceMs),
    });
    const { protection, failure, error } = (await answered.json()) as Answer;
    if (protection?.ProtectionEnabled === wanted.ProtectionEnabled) return;
    const why = failure?.Reason ?? error?.Message ?? `status ${answered.status}`;
    throw new Error(`the ECS agent did not set ProtectionEnabled=${wanted.ProtectionEnabled}: ${why}`);
  };
  return {
    protect: (minutes) => put({ ProtectionEnabled: true, ExpiresInMinutes: minutes }),
    end: () => put({ ProtectionEnabled: false }),
  };
}

/** For a worker that runs in no task, as on a laptop. */
export const noProtection: TaskProtection = { protect: async () => {}, end: async () => {} };
