import { lineByLine } from './change.ts';

/**
 * For PowerShell: `… | Out-String | Invoke-Expression`. PowerShell takes typographic single quotes for quotes as well, so all of them
 * are doubled (about_Quoting_Rules).
 */
export const powershell = lineByLine(
  (name, value) => `$env:${name} = '${value.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`,
  (name) => `Remove-Item -LiteralPath Env:${name} -ErrorAction SilentlyContinue`,
);
