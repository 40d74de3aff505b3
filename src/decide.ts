// Everything it takes to decide a command line anew. Loaded only when a remembered launch does not answer.
export { main } from './main.ts';
