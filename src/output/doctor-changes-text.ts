import type { Report } from '../doctor/report.ts';
import { changesBetween } from '../doctor/report-changes.ts';
import { countsLine, resultLines, type TextStyle } from './doctor-text.ts';
import { hanging } from '../wrap-text.ts';

/** What changed since the last report, under a line with the time; nothing when nothing did. Pure. */
export function changesText(before: Report, now: Report, time: string, style: TextStyle): string {
  const { come, gone } = changesBetween(before, now);
  if (come.length === 0 && gone.length === 0) return '';
  const codes = new Set(come.map(({ code }) => code));
  const past = gone.filter(({ code }) => !codes.has(code)).flatMap(({ sentence }) => hanging('  no more', 14, sentence, style.columns));
  const lines = ['', `${time}  ${countsLine(now)}`, ...come.flatMap((result) => resultLines(now, result, style)), ...past];
  return lines.map((line) => `${line.trimEnd()}\n`).join('');
}
