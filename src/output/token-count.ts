/** `1M`, `128K`, `8K`, `512`: tokens as short as people write them. */
export function tokenCount(tokens: number): string {
  if (tokens >= 1e6) return `${Number((tokens / 1e6).toFixed(1))}M`;
  if (tokens < 1000) return String(tokens);
  const binary = tokens % 1024 === 0 && tokens % 1000 !== 0;
  return `${Math.round(tokens / (binary ? 1024 : 1000))}K`;
}
