/**
 * Variables by which a program is made to run other code, to trust others, or to send requests and credentials elsewhere: those of the loader (ld.so(8)), of
 * interpreters and shells, of git(1) and ssh, of proxies and certificates, and those of the SDKs and of Claude Code.
 */
const names =
  /^(PATH|ENV|BASH_ENV|SHELL|PAGER|EDITOR|VISUAL|BROWSER|HOME|IFS|PS4|PROMPT_COMMAND|ZDOTDIR|NODE_|LD_|DYLD_|PYTHON|PERL|RUBY|JAVA_|_JAVA|JDK_|NPM_|GIT_|SSH_|SUDO_|AWS_|ANTHROPIC_|CLAUDE_|XDG_|DOTNET_|OPENSSL_)/i;
const parts =
  /PROXY|(^|_)(URL|URI|HOST|ENDPOINT|ADDR|ADDRESS|SERVER)(_|$)|_(FILE|HELPER|COMMAND|CMD|OPTIONS|OPTS|EXEC|SCRIPT|PLUGIN)S?$|HEADERS|CERT|(^|_)CA(_|$)/i;

/** Whether a variable of this name can do that. Pure. */
export function leadsElsewhere(name: string): boolean {
  return names.test(name) || parts.test(name);
}
