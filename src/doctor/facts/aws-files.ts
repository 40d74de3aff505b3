import { awsFilePaths, readAwsFiles, type AwsFilePaths, type AwsFiles } from '../../auth/aws-files.ts';
import type { System, Unreadable } from '../../system/system.ts';
import type { DoctorBase } from '../doctor-base.ts';
import { look } from '../look.ts';
import type { Looked } from '../probe.ts';
import { scanAwsText, type AwsFileKind, type AwsFileScan } from './aws-files-scan.ts';

export interface AwsFileFacts {
  readonly paths: AwsFilePaths;
  /** As a launch reads them. */
  readonly files: Looked<AwsFiles>;
  /** The files that are there and can be read. */
  readonly scans: readonly AwsFileScan[];
  readonly unreadable: readonly UnreadableFile[];
}

export interface UnreadableFile {
  readonly path: string;
  readonly why: Unreadable;
  readonly detail: string;
  /** Whether its rights can be changed by this user. */
  readonly ours: boolean;
}

/** Looks at both AWS files: as profiles, and as text. */
export async function gatherAwsFiles(system: System, _base: DoctorBase): Promise<AwsFileFacts> {
  const paths = awsFilePaths(system.env, system.home);
  const both = (['config', 'credentials'] as const).map((file) => readOne(system, file, paths[file]));
  return {
    paths,
    files: await look(() => readAwsFiles(system)),
    scans: both.flatMap(({ scan }) => scan ?? []),
    unreadable: both.flatMap(({ unreadable }) => unreadable ?? []),
  };
}

function readOne({ files }: System, file: AwsFileKind, path: string): { readonly scan?: AwsFileScan; readonly unreadable?: UnreadableFile } {
  const read = files.readText(path);
  // Reading takes a byte order mark off: its three bytes are seen by the size alone.
  if (read.kind === 'text') return { scan: scanAwsText(file, path, read.text, files.facts(path)?.size === Buffer.byteLength(read.text) + 3) };
  if (read.kind === 'missing') return {};
  return { unreadable: { path, why: read.why, detail: read.detail, ours: files.facts(path)?.ours === true } };
}
