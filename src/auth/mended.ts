/** What was done about bad credentials before they were asked for again. */
export type Mended = { readonly kind: 'command'; readonly run: string; readonly setBy: string } | { readonly kind: 'signed-in'; readonly to: string };

/** The beginning of a sentence about it. */
export function describeMended(mended: Mended): string {
  return mended.kind === 'command' ? `awsAuthRefresh (${mended.run})` : `A sign-in to ${mended.to}`;
}
