/**
 * For Windows PowerShell 5.1 and PowerShell 7. Words go and come percent-encoded, so that neither the rules by which each version passes arguments nor the
 * console's code page matter; they have a `=` before them, since empty words get lost. Without a result PowerShell completes files; an empty text keeps it from
 * that. Pure.
 */
export function powershellScript(program: string): string {
  return `# TAB completion of lode for PowerShell. To have it in every shell, add this line to the file that $PROFILE names:
#   lode completion powershell | Out-String | Invoke-Expression
Register-ArgumentCompleter -Native -CommandName lode -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @(foreach ($element in $commandAst.CommandElements) {
        if ($element.Extent.EndOffset -ge $cursorPosition) { break }
        if ($element -is [System.Management.Automation.Language.StringConstantExpressionAst]) { $element.Value } else { $element.Extent.Text }
    }) + @($wordToComplete)
    $encoded = @(foreach ($word in $words) { '=' + [uri]::EscapeDataString([string]$word) })
    $lode = Get-Command -Name ${quoted(program)} -CommandType Application, ExternalScript -ErrorAction SilentlyContinue | Select-Object -First 1
    if (-not $lode) { return }
    $rows = @(& $lode completion --words powershell $encoded 2>$null)
    if ($rows.Count -eq 0 -or $rows[0] -like '*files') { return }
    if ($rows[0] -eq 'commands') { return [System.Management.Automation.CompletionCompleters]::CompleteCommand($wordToComplete) }
    if ($rows.Count -eq 1) { return '' }
    foreach ($row in $rows[1..($rows.Count - 1)]) {
        $text, $shown, $about = @($row -split ' ' | ForEach-Object { [uri]::UnescapeDataString($_) })
        [System.Management.Automation.CompletionResult]::new($text, $shown, 'ParameterValue', $about)
    }
}
`;
}

/** Typographic quotes count as quotes too (about_Quoting_Rules). */
function quoted(word: string): string {
  return `'${word.replaceAll(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}
