import { expect, test } from 'vitest';
import { notificationCommand } from '../../src/schedule/notification.ts';

const hostile = `it's "$(touch x)" \`id\` <b>&amp; %PATH% -e 'x' "; end tell`;

test('on Linux it is notify-send, with the text as text and no markup', () => {
  const notice = notificationCommand('linux', { XDG_RUNTIME_DIR: '/run/user/1000' }, 'lode', 'a <b> & -c');
  expect(notice?.words).toEqual(['notify-send', '--app-name=lode', '--urgency=normal', '--', 'lode', 'a &lt;b&gt; &amp; -c']);
});

test('without a session bus there is no desktop to show it on', () => {
  expect(notificationCommand('linux', { PATH: '/usr/bin:/bin', HOME: '/home/ada' }, 'lode', 'text')).toBeUndefined();
});

test.each<[NodeJS.Platform]>([['darwin'], ['win32']])('on %s nothing of the text becomes part of a script', (platform) => {
  const notice = notificationCommand(platform, {}, 'lode', hostile);
  const script = notice?.words.filter((word) => word !== hostile).join(' ') ?? '';
  expect(script).not.toContain('touch');
  expect([...(notice?.words ?? []), ...Object.values(notice?.env ?? {})]).toContain(hostile);
});
