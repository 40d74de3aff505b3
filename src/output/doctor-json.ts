import type { Remedy } from '../doctor/finding.ts';
import type { Report } from '../doctor/report.ts';
import { editKeys } from './doctor-remedy-text.ts';
import { withoutSecrets } from './doctor-secrets.ts';

/** A report as data, as schema/doctor-report.schema.json has it; of an edit only the keys it touches, since a file may hold anything. Pure. */
export function reportDocument(report: Report): unknown {
  const results = report.results.map((result) => ({ ...result, remedies: result.remedies.map(remedyDocument) }));
  return free({ ...report, results });
}

function remedyDocument(remedy: Remedy): unknown {
  if (remedy.kind === 'mode') return { ...remedy, mode: remedy.mode.toString(8).padStart(4, '0') };
  if (remedy.kind !== 'edit') return remedy;
  const { kind, path, why, before, after } = remedy;
  return { kind, path, why, ...editKeys(path, before, after) };
}

function free(value: unknown): unknown {
  if (typeof value === 'string') return withoutSecrets(value);
  if (Array.isArray(value)) return value.map(free);
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, free(inner)])) : value;
}
