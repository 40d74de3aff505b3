/** Why something about the account was not told, as the end of a sentence: for want of a permission only where AWS says so. Pure. */
export function untoldWords(action: string, why = ''): string {
  const said = why.replace(/\.$/, '');
  if (said.startsWith('AccessDenied')) return `AWS did not tell, which takes the permission ${action} (${said})`;
  return `AWS did not answer (${action}${said === '' ? '' : `: ${said}`})`;
}
