import type { Watched } from './watched.ts';

/** A browser with a person in front of it: goes where the page leads. Its path. */
export function addBrowser({ scene, reports }: Watched): string {
  return scene.write('bin/browser', `#!${process.execPath}\n${reports.inNode}\nfetch(process.argv[2]).then((page) => page.text());\n`, 0o755);
}
