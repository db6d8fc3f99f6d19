/** From one time of day to another. In: `HH:MM` twice. Out: minutes. It knows no zone. */
const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** One that is earlier is of the next day; 0 where there is none. Undefined where both are the same. */
export function lastsFrom(from: string, to: string): number | undefined {
  if (to === '') return 0;
  const minutes = minuteOf(to) - minuteOf(from);
  return minutes === 0 ? undefined : (minutes + 1440) % 1440;
}
