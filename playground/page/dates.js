/** Times in house style: "pe 4.6. klo 18.30", "fre 4.6 kl. 18.30", "Fri 4 June, 18:30". */

import { currentLanguage } from "./texts.js";

let zone;

/** The time zone of the houses; without one, the browser's. */
export function useZone(name) {
  zone = name || undefined;
}

function parts(date) {
  const format = new Intl.DateTimeFormat(currentLanguage(), {
    timeZone: zone, weekday: "short", day: "numeric", month: "numeric", year: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23",
  });
  const found = Object.fromEntries(format.formatToParts(date).map((part) => [part.type, part.value]));
  const monthName = new Intl.DateTimeFormat(currentLanguage(), { timeZone: zone, month: "long" }).format(date);
  return { ...found, weekday: found.weekday.replace(".", ""), monthName, month: String(Number(found.month)), hour: String(Number(found.hour)) };
}

/** "18.30" or "18:30". */
export function timeOfDay(date) {
  const { hour, minute } = parts(date);
  return currentLanguage() === "en" ? `${hour.padStart(2, "0")}:${minute}` : `${hour}.${minute}`;
}

/** The day with its weekday. */
export function day(date) {
  const { weekday, day: number, month, monthName } = parts(date);
  if (currentLanguage() === "fi") return `${weekday} ${number}.${month}.`;
  if (currentLanguage() === "sv") return `${weekday} ${number}.${month}`;
  return `${weekday} ${number} ${monthName}`;
}

/** Day and time. */
export function moment(date) {
  const joint = { fi: " klo ", sv: " kl. ", en: ", " }[currentLanguage()] ?? ", ";
  return day(date) + joint + timeOfDay(date);
}

/** The same for all times of one local day. */
export function dayKey(date) {
  const { year, month, day: number } = parts(date);
  return `${year}-${month}-${number}`;
}

/** A Bot API date (seconds since 1970). */
export function fromUnix(seconds) {
  return new Date(seconds * 1000);
}
