const stamp = /(\d{8}T\d{6}Z)/g;

/**
 * How far this machine's clock is from AWS's, out of AWS's sentence `Signature expired: SIGNED is now earlier than LIMIT (NOW - 5 min.)`; a sentence
 * without its three times gives no number.
 */
export function clockWords(message: string): string {
  const [signed, , now] = [...message.matchAll(stamp)].map(([text]) => timeOf(text));
  if (signed === undefined || now === undefined || Number.isNaN(now - signed)) return "this machine's clock is too far from AWS's";
  const minutes = Math.round(Math.abs(now - signed) / 60_000);
  return `this machine's clock is ${minutes} minutes ${signed < now ? 'behind' : 'ahead of'} AWS's`;
}

function timeOf(text: string): number {
  return Date.parse(text.replace(/^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/, '$1-$2-$3T$4:$5:$6Z'));
}
