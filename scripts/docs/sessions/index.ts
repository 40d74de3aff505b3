import type { Session } from '../session.ts';
import { launch } from './launch.ts';
import { setup } from './setup.ts';

/** Every recorded session; its name is that of its picture. */
export const sessions: Readonly<Record<string, Session>> = { launch, setup };
