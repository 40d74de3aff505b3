import { describe, expect, test } from 'vitest';
import { setScene } from '../support/scene.ts';

const minute = 60_000;

describe("when this machine's clock is wrong, it is named, and not the credentials", () => {
  test.each<[string, number, number, string]>([
    [
      'a day ahead: all sessions look over',
      -1440 * minute,
      4,
      "this machine's clock is 1 d 0 h ahead of AWS's (the source gave credentials that expired at <time>)",
    ],
    // The SDK corrects its signatures after the first refusal; what else the machine runs may not.
    ['an hour behind', 60 * minute, 0, "lode: Mind the time: this machine's clock is 1 h 0 min behind AWS's"],
    ['six minutes ahead', -6 * minute, 0, "lode: Mind the time: this machine's clock is 6 min ahead of AWS's"],
  ])('%s', async (_, clockOffsetMs, exit, sentence) => {
    const scene = await setScene({ clockOffsetMs });
    try {
      for (const profile of ['sandbox', 'sandbox-role', 'sandbox-sso']) {
        const { code, stderr } = await scene.run(['--aws-profile', profile, 'status']);
        expect([profile, code]).toEqual([profile, exit]);
        expect(stderr).toContain(sentence);
        if (exit === 4) expect(stderr).toContain('timedatectl set-ntp true');
      }
    } finally {
      await scene.close();
    }
  });

  test('four minutes are nobody’s business', async () => {
    const scene = await setScene({ clockOffsetMs: 4 * minute });
    try {
      const { code, stderr } = await scene.run(['status']);
      expect([code, stderr]).toEqual([0, '']);
    } finally {
      await scene.close();
    }
  });
});
