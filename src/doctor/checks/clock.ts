import { describeSkew } from '../../auth/clock-skew.ts';
import type { Check } from '../check.ts';
import type { EndpointFacts } from '../facts/network-endpoints.ts';
import { noSession } from '../facts/network-words.ts';
import type { Remedy } from '../finding.ts';

/** From here on it is worth a word, though AWS takes up to five minutes. */
const noticedMs = 60_000;

/** This machine's clock against the time that AWS's answers carry. */
export const clock: Check = {
  id: 'clock',
  area: 'network',
  title: 'the clock',
  needs: [],
  run: ({ network: { endpoints, platform } }) => {
    if (endpoints === undefined) return { untried: noSession };
    if (endpoints.every(({ reached }) => reached.kind === 'failed')) return { untried: 'no host answered, and only their answers tell the right time' };
    const told = witnessOf(endpoints);
    if (told?.aheadMs === undefined || Math.abs(told.aheadMs) < noticedMs) return [];
    const skew = describeSkew(told.aheadMs);
    const args = { host: told.host, aheadSeconds: Math.round(told.aheadMs / 1000), skew: skew ?? '' };
    return [
      { code: skew === undefined ? 'clock.drifting' : 'clock.skewed', severity: skew === undefined ? 'note' : 'fail', args, remedies: remediesFor(platform) },
    ];
  },
  sentences: {
    'clock.skewed': ({ skew, host }) =>
      `${upper(String(skew))} (by the answer of ${host}): AWS refuses signatures that are more than 5 minutes off, which looks like expired or unknown credentials.`,
    'clock.drifting': ({ aheadSeconds, host }) =>
      `This machine's clock is ${Math.abs(Number(aheadSeconds))} s ${Number(aheadSeconds) > 0 ? 'ahead of' : 'behind'} AWS's (by the answer of ${host}); AWS takes up to 300 s.`,
  },
  well: ({ network: { endpoints = [] } }) => {
    const ahead = witnessOf(endpoints)?.aheadMs;
    return ahead === undefined
      ? 'the clock: no answer carried a time to compare it with'
      : `the clock is within ${Math.max(1, Math.ceil(Math.abs(ahead) / 1000))} s of AWS's`;
  },
};

/** AWS itself before what stands in for it. */
function witnessOf(endpoints: readonly EndpointFacts[]): EndpointFacts | undefined {
  const telling = endpoints.filter(({ aheadMs }) => aheadMs !== undefined);
  return telling.find(({ givenBy }) => givenBy === undefined) ?? telling[0];
}

function upper(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function remediesFor(platform: NodeJS.Platform): readonly Remedy[] {
  const words: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
    darwin: ['sudo', 'sntp', '-sS', 'time.apple.com'],
    win32: ['w32tm', '/resync'],
  };
  const wsl: readonly Remedy[] =
    platform === 'linux' ? [{ kind: 'command', words: ['sudo', 'hwclock', '-s'], why: 'in WSL or a virtual machine that slept' }] : [];
  return [{ kind: 'command', words: words[platform] ?? ['sudo', 'timedatectl', 'set-ntp', 'true'] }, ...wsl];
}
