import type { Session } from '../session.ts';

/** One prompt through the real Claude Code. */
export const launch: Session = {
  scene: 'work-claude',
  title: 'lode claude -p ping',
  description: 'lode says whose account, which region and which models it launches Claude Code with, and until when the credentials last; Claude Code answers.',
  columns: 80,
  rows: 7,
  acts: [
    { waitFor: /\$ $/ },
    { pause: 700 },
    { type: 'lode claude -p ping' },
    { pause: 400 },
    { press: '\r' },
    { waitFor: /^pong$/m },
    { waitFor: /\$ $/ },
    { pause: 500 },
  ],
};
