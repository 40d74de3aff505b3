// Plays the assistant: says what reaches it. `raw` stops itself on Ctrl-Z, as full-screen programs do.
import process from 'node:process';

const [mode, ...words] = process.argv.slice(2);
const say = (text) => process.stdout.write(`[${text}]\n`);
// Long enough for any test, and not for ever when a test breaks off.
const stay = () => setTimeout(() => process.exit(99), 60_000);

const modes = {
  exit: () => process.exit(Number(words[0])),
  die: () => process.kill(process.pid, words[0]),
  env: () => process.stdout.write(JSON.stringify(process.env)),
  echo: () => process.stdout.write(JSON.stringify({ argv: words, cwd: process.cwd() })),
  signals: () => {
    let interrupts = 0;
    process.on('SIGINT', () => say(`interrupt ${++interrupts}`));
    for (const name of ['SIGHUP', 'SIGUSR2', 'SIGQUIT']) process.on(name, () => say(name));
    process.on('SIGTERM', () => {
      say(`told to go after ${interrupts}`);
      process.exit(143);
    });
    process.on('SIGWINCH', () => say(`now ${process.stdout.getWindowSize().join('x')}`));
    process.on('SIGCONT', () => say('continued'));
    stay();
    say(`ready ${process.ppid} ${process.pid} ${process.stdout.getWindowSize?.().join('x')}`);
  },
  raw: () => {
    process.stdin.setRawMode(true);
    process.stdin.on('data', (keys) => {
      if (keys.includes(0x1a)) {
        process.stdin.setRawMode(false);
        process.kill(process.pid, 'SIGSTOP');
        return;
      }
      if (keys.includes(0x03)) process.exit(7);
      say(`key ${keys}`);
    });
    process.on('SIGCONT', () => {
      process.stdin.setRawMode(true);
      say('continued');
    });
    say('ready');
  },
};
modes[mode]();
