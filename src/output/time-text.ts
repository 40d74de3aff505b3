/** How long until `at` (ms since the epoch), in words: `in 58 min`, `in 7 h 5 min`, `3 min ago`. */
export function fromNow(at: number, now: number): string {
  const minutes = Math.round(Math.abs(at - now) / 60_000);
  const span = minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h${minutes % 60 === 0 ? '' : ` ${minutes % 60} min`}`;
  return at >= now ? `in ${span}` : `${span} ago`;
}

/** A local clock time, with the date when it is another day: `14:32` or `2026-11-22 01:10`. */
export function clockTime(at: number, now: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}`;
  if (new Date(now).toDateString() === date.toDateString()) return time;
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${time}`;
}
