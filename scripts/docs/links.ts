import { withoutBlocks } from './blocks.ts';

/** A link that leads nowhere. */
export interface DeadLink {
  readonly file: string;
  readonly line: number;
  readonly target: string;
}

/** The anchors that GitHub gives to a page's headings: lower case, marks gone, blanks as dashes, repeats numbered. */
export function anchorsOf(text: string): ReadonlySet<string> {
  const seen = new Map<string, number>();
  const headings = withoutBlocks(text).flatMap((line) => /^#{1,6}\s+(.*?)\s*#*$/.exec(line)?.[1] ?? []);
  return new Set(
    headings.map((heading) => {
      const shown = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll(/<[^>]*>/g, '');
      const slug = shown
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}\p{M} _-]/gu, '')
        .replaceAll(' ', '-');
      const times = seen.get(slug) ?? 0;
      seen.set(slug, times + 1);
      return times === 0 ? slug : `${slug}-${times}`;
    }),
  );
}

/**
 * The links of a page to files that are not there, and to headings that a page does not have. `textOf` gives a file's text by its path from
 * the root, or undefined; addresses of the network are not looked at.
 */
export function deadLinks(file: string, text: string, textOf: (path: string) => string | undefined): readonly DeadLink[] {
  const lines = withoutBlocks(text);
  const defined = new Set(lines.flatMap((line) => /^ {0,3}\[([^\]]+)\]:/.exec(line)?.[1]?.toLowerCase() ?? []));
  return lines.flatMap((line, index) => {
    const dead = targetsOf(line).filter((target) => !/^[a-z][a-z+.-]*:/i.test(target) && !leads(file, target, textOf));
    const undefinedOnes = namesOf(line).filter((name) => !defined.has(name.toLowerCase()));
    return [...dead, ...undefinedOnes.map((name) => `[${name}]`)].map((target) => ({ file, line: index + 1, target }));
  });
}

/** What `[text][name]` and `[name][]` refer to. */
function namesOf(line: string): readonly string[] {
  const found = line.replaceAll(/`[^`]*`/g, '``').matchAll(/\[([^\][]+)\]\[([^\][]*)\]/g);
  return [...found].map(([, text = '', name = '']) => name || text);
}

function targetsOf(line: string): readonly string[] {
  const written = line.replaceAll(/`[^`]*`/g, '``');
  const defined = [...written.matchAll(/^ {0,3}\[[^\]]+\]:\s*<?([^\s>]+)/g)];
  const markdown = [...written.matchAll(/\]\(<?([^)\s>]+)>?[^)]*\)/g)];
  const html = [...written.matchAll(/<(?:a|img|source)\b[^>]*?(?:href|src|srcset)="([^"]+)"/g)];
  return [...markdown, ...html, ...defined].map(([, target = '']) => target);
}

function leads(file: string, target: string, textOf: (path: string) => string | undefined): boolean {
  const [path = '', anchor] = target.split('#');
  const text = textOf(path === '' ? file : joined(file, path));
  return text !== undefined && (anchor === undefined || anchor === '' || anchorsOf(text).has(anchor));
}

function joined(file: string, path: string): string {
  return new URL(path, `file:///${file}`).pathname.slice(1);
}
