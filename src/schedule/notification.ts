import type { Environment } from '../system/system.ts';

/** How to show a notification: words to run and variables to add. */
export interface NotificationCommand {
  readonly words: readonly [program: string, ...args: string[]];
  readonly env: Readonly<Record<string, string>>;
}

const appleScript = ['on run argv', 'display notification (item 2 of argv) with title (item 1 of argv)', 'end run'] as const;

/** Title and text come in as variables, so that nothing of them is read as PowerShell. The id is Windows PowerShell's own, which may show toasts. */
const toastScript = [
  '$m = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]',
  '$x = $m::GetTemplateContent([Windows.UI.Notifications.ToastTemplateType, Windows.UI.Notifications, ContentType = WindowsRuntime]::ToastText02)',
  "$t = $x.GetElementsByTagName('text')",
  '[void]$t.Item(0).AppendChild($x.CreateTextNode($env:LODE_NOTICE_TITLE))',
  '[void]$t.Item(1).AppendChild($x.CreateTextNode($env:LODE_NOTICE_TEXT))',
  "$m::CreateToastNotifier('{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe').Show([Windows.UI.Notifications.ToastNotification, Windows.UI.Notifications, ContentType = WindowsRuntime]::new($x))",
].join('; ');

/** The command that shows a notification on this desktop; undefined where there is none. Pure. */
export function notificationCommand(platform: NodeJS.Platform, env: Environment, title: string, text: string): NotificationCommand | undefined {
  switch (platform) {
    case 'darwin':
      return { words: ['osascript', ...appleScript.flatMap((line) => ['-e', line]), title, text], env: {} };
    case 'win32':
      return {
        words: ['powershell.exe', '-NoProfile', '-NonInteractive', '-Command', toastScript],
        env: { LODE_NOTICE_TITLE: title, LODE_NOTICE_TEXT: text },
      };
    default:
      // Without a session's bus it would wait for one, or start a second.
      if (!env['DBUS_SESSION_BUS_ADDRESS'] && !env['XDG_RUNTIME_DIR']) return undefined;
      return { words: ['notify-send', '--app-name=lode', '--urgency=normal', '--', title, markupFree(text)], env: {} };
  }
}

/** The body of a notification is markup. Source: Desktop Notifications Specification 1.2, "Markup". */
function markupFree(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
