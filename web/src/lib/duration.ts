export interface Duration {
  hours: number;
  minutes: number;
  seconds: number;
}

/** Parts of a duration worth telling: from ten minutes on no seconds, as they only flicker. */
export function splitDuration(total: number): Duration {
  const whole = Math.max(0, Math.round(total));
  if (whole < 600) return { hours: 0, minutes: Math.floor(whole / 60), seconds: whole % 60 };
  const minutes = Math.round(whole / 60);
  return { hours: Math.floor(minutes / 60), minutes: minutes % 60, seconds: 0 };
}
