import type { CatalogueError } from './entry.ts';
import { denied, throttled } from './entry.ts';

/** IAM Identity Center and `aws login`. */
export const signInErrors: readonly CatalogueError[] = [
  { ...denied('sso-signed-out', 'Session token not found or invalid'), status: 401, name: 'UnauthorizedException', hits: ['sso'] },
  { ...throttled('sso-throttle', 'HTTP 429 Unknown Code'), name: 'TooManyRequestsException', hits: ['sso'] },
  {
    ...denied('invalid-grant', 'Invalid refresh token provided'),
    status: 400,
    name: 'InvalidGrantException',
    form: 'oauth',
    hits: ['sso-oidc'],
    operations: ['CreateToken'],
  },
  { ...denied('invalid-client', 'Client is expired'), status: 401, name: 'InvalidClientException', form: 'oauth', hits: ['sso-oidc'] },
  { ...denied('slow-down', 'Slow down'), status: 400, name: 'SlowDownException', form: 'oauth', hits: ['sso-oidc'], operations: ['CreateToken'] },
  {
    ...denied('device-start', 'Invalid start url provided'),
    status: 400,
    name: 'InvalidRequestException',
    form: 'oauth',
    hits: ['sso-oidc'],
    operations: ['StartDeviceAuthorization'],
  },
  { ...denied('login-over', 'TOKEN_EXPIRED'), status: 401, form: 'oauth', hits: ['signin'] },
  { ...denied('login-changed', 'USER_CREDENTIALS_CHANGED'), status: 401, form: 'oauth', hits: ['signin'] },
  { ...denied('login-denied', 'INSUFFICIENT_PERMISSIONS'), status: 403, form: 'oauth', hits: ['signin'] },
  { ...denied('login-invalid', 'INVALID_REQUEST'), status: 400, name: 'ValidationException', form: 'oauth', hits: ['signin'] },
];
