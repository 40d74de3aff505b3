/** The systems there is an export for; Moltbot and ZERO are earlier names of OpenClaw. */
export const consumerNames = ['openclaw', 'moltbot', 'zero', 'dify', 'litellm', 'opencode', 'claude'] as const;

export type ConsumerName = (typeof consumerNames)[number];
