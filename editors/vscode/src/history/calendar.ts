/** Days and times as a person in one time zone says them. Days are keys like `2026-11-23`. */
export class Calendar {
  readonly #day: Intl.DateTimeFormat;
  readonly #time: Intl.DateTimeFormat;
  readonly #seconds: Intl.DateTimeFormat;
  readonly #zone: Intl.DateTimeFormat;

  /** @param timeZone as IANA names it; without it, the machine's. */
  constructor(timeZone?: string) {
    const zone = timeZone === undefined ? {} : { timeZone };
    this.#day = new Intl.DateTimeFormat("en-CA", { ...zone, year: "numeric", month: "2-digit", day: "2-digit" });
    this.#time = new Intl.DateTimeFormat("en-GB", { ...zone, hour: "2-digit", minute: "2-digit" });
    this.#seconds = new Intl.DateTimeFormat("en-GB", { ...zone, timeStyle: "medium" });
    this.#zone = new Intl.DateTimeFormat("en-GB", { ...zone, timeZoneName: "shortOffset" });
  }

  /** Returns the day a moment falls on here. */
  dayOf(moment: Date): string {
    return this.#day.format(moment);
  }

  /** Returns `Today`, `Yesterday`, or the date; with its year where that is not this one. */
  titleOf(day: string, now: Date): string {
    const today = this.dayOf(now);
    if (day === today) return "Today";
    if (day === dayBefore(today)) return "Yesterday";
    return day.slice(0, 4) === today.slice(0, 4) ? dateOf(day) : `${dateOf(day)} ${day.slice(0, 4)}`;
  }

  /** Returns the hour and minute, like `10:06`. */
  timeOf(moment: Date): string {
    return this.#time.format(moment);
  }

  /** Returns the time with seconds, like `10:06:12`. */
  secondOf(moment: Date): string {
    return this.#seconds.format(moment);
  }

  /** Returns everything about a moment, like `Monday 23 November 2026, 10:06:12 GMT+1`. */
  momentOf(moment: Date): string {
    const day = this.dayOf(moment);
    const zone = this.#zone.formatToParts(moment).find((part) => part.type === "timeZoneName")?.value ?? "";
    return `${dateOf(day)} ${day.slice(0, 4)}, ${this.secondOf(moment)} ${zone.replace(/^GMT(\+0)?$/, "UTC")}`;
  }
}

const DATE = new Intl.DateTimeFormat("en-GB", { timeZone: "UTC", weekday: "long", day: "numeric", month: "long" });

function dateOf(day: string): string {
  return DATE.format(new Date(`${day}T00:00:00Z`)).replace(",", "");
}

/** Days are counted in UTC, where each has 24 hours. */
function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

/** Returns a duration for a person, as the server's hovers have it: `0.48 ms`, `120 ms`, `1.5 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 100) return `${String(Number(milliseconds.toPrecision(3)))} ms`;
  if (milliseconds < 999.5) return `${milliseconds.toFixed(0)} ms`;
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
