import { expect, test } from 'vitest';
import type { SimulatedDecision } from '../../src/aws/iam.ts';
import { decidedChecks } from '../../src/launcher/simulate-launch.ts';
import { allAllowed } from '../../src/output/policy-check-text.ts';
import type { LaunchCheck } from '../../src/policy/launch-requests.ts';

const check: LaunchCheck = { of: 'opus', actions: ['bedrock:InvokeModel', 'bedrock:InvokeModelWithResponseStream'], resource: '*', context: {} };
const allowed = (action: string): SimulatedDecision => ({
  action,
  resource: '*',
  decision: 'allowed',
  allowedByOrganization: undefined,
  allowedByBoundary: undefined,
  policies: [],
  missingKeys: [],
});

test.each([
  ['every action was allowed', check.actions, true],
  ['in whatever case IAM writes them', check.actions.map((action) => action.toLowerCase()), true],
  ['one action was not answered', ['bedrock:InvokeModel'], false],
  ['nothing was answered', [], false],
  ['something else was answered', ['bedrock:InvokeModel', 'bedrock:CountTokens'], false],
])('a launch is let through only where %s', (_, actions, through) => {
  const checks = decidedChecks(check, actions.map(allowed));
  expect(checks.map(({ action }) => action)).toEqual(check.actions);
  expect(allAllowed(checks)).toBe(through);
});

test('and never where nothing was asked', () => expect(allAllowed([])).toBe(false));
