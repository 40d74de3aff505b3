/** What no two runs have in common, each with the name that stands for it while texts are compared. */
const changing: readonly (readonly [RegExp, string])[] = [
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, '<time>'],
  [/\b(\d{4}-\d\d-\d\d )?\d{1,2}:\d\d(:\d\d)?\b/g, '<hour>'],
  [/\b\d{4}-\d\d-\d\d\b/g, '<day>'],
  [/(?<=application-inference-profile\/)[0-9a-z]{12}\b/g, '<profile>'],
  [/\bin \d+ min\b/g, 'in <while> min'],
  [/\b\d+(\.\d+)? (ms|min ago|s ago)\b/g, '<while>'],
  [/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>'],
  [/\b[A-Z]{4}-[A-Z]{4}\b/g, '<code>'],
  [/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>'],
  [/\b[0-9a-f]{28,}\b/g, '<name>'],
  [/\(check [0-9a-f]{8}\)/g, '(check <digest>)'],
  [/\bASIA[0-9A-Z]{16}\b/g, '<key>'],
  [/\b[Pp]rocess \d+\b/g, 'process <number>'],
  [/(?<=\bNode(\.js)? v?)\d+\.\d+\.\d+/g, '<version>'],
];

/** A line with a name in the place of everything that differs from run to run. */
export function steady(line: string): string {
  return changing.reduce((text, [pattern, name]) => text.replaceAll(pattern, name), line.trimEnd());
}
