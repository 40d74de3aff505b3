import { claudeExport } from './claude.ts';
import type { ConsumerName } from './consumer-names.ts';
import { difyExport } from './dify.ts';
import type { ExportInput, ExportText } from './export-input.ts';
import { litellmExport } from './litellm.ts';
import { openclawExport, type OpenclawSchema } from './openclaw.ts';
import { opencodeExport } from './opencode.ts';

/** The export for one system; `schema` counts for OpenClaw, whose earlier names take the old one unless told. Throws LodeError. */
export function exportFor(consumer: ConsumerName, input: ExportInput, schema: OpenclawSchema | undefined): ExportText {
  switch (consumer) {
    case 'openclaw':
      return openclawExport(input, schema ?? 'new');
    case 'moltbot':
    case 'zero':
      return openclawExport(input, schema ?? 'old');
    case 'dify':
      return difyExport(input);
    case 'litellm':
      return litellmExport(input);
    case 'opencode':
      return opencodeExport(input);
    case 'claude':
      return claudeExport(input);
  }
}
