import type { ServiceName } from '../route.ts';

/**
 * Failures that AWS is known to answer with, in AWS's own words. `{model}`, `{arn}`, `{region}`, `{account}`, `{action}`, `{resource}`,
 * `{role}`, `{signed}`, `{now}` and `{limit}` are filled in from the request.
 */
export interface CatalogueError {
  readonly id: string;
  readonly status: number;
  /** The exception's name, as `x-amzn-errortype` carries it. */
  readonly name: string;
  /** STS names some of them otherwise. */
  readonly stsName?: string;
  readonly message: string;
  /** Which requests a script of this id hits when it names no operation itself. */
  readonly hits: readonly ServiceName[];
  readonly operations?: readonly string[];
  /** Other bodies than `{"message": …}`: Anthropic's error form, `{"Message": …}`, OAuth's, or an exception inside a 200 stream. */
  readonly form?: 'anthropic' | 'capital' | 'oauth' | 'in-stream';
}

const runtime = ['bedrock-runtime'] as const;
export const validation = (id: string, message: string): CatalogueError => ({ id, status: 400, name: 'ValidationException', message, hits: runtime });
export const notFound = (id: string, message: string): CatalogueError => ({ id, status: 404, name: 'ResourceNotFoundException', message, hits: runtime });
export const denied = (id: string, message: string): CatalogueError => ({ id, status: 403, name: 'AccessDeniedException', message, hits: runtime });
export const throttled = (id: string, message: string): CatalogueError => ({ id, status: 429, name: 'ThrottlingException', message, hits: runtime });
