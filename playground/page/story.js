/**
 * The guided story: a few steps above the messenger, each with one highlighted place.
 *
 * Its data come from `GET /_demo/story`; without `steps` (or with 404) there is none and the page
 * works without it; with an empty list it comes later, and the page waits.
 * A text is one string, or one per language: `{en, fi, sv}`.
 *
 *     {
 *       id: string,                     another id is another story: progress begins anew
 *       title?: text, zone?: "Europe/Helsinki",
 *       first: {user, chat, thread?},   who one is and what is open at the very first
 *       houses?: [{chat, admin, language_button: {fi: data | [data, data…], sv: …, en: …}}],
 *       steps: [{
 *         id: string, text: text,
 *         after?: text,                 shown with [Next] once the step is done; without it the next step comes at once
 *         user?, chat?, thread?,        where the step happens; elsewhere the guide offers "Act as …"
 *         highlight?: {kind: "button", data_prefix? | text?}            the newest such button in the open chat
 *                   | {kind: "composer"} | {kind: "start"}
 *                   | {kind: "control", control: "next_due" | "person" | "workshop" | "start_over" | "split"}
 *                   | {kind: "link", url},                              a button of the guide that opens the link
 *         prefill?: text,               written into the empty text field
 *         done: {kind: "press" | "message" | "vote" | "link" | "clock" | "open", data_prefix?, text?, user?, chat?}
 *       }]
 *     }
 *
 * Instead of one person or chat there may be one per language, `{fi: id, sv: id, en: id}`, so that a story can be told with
 * people who speak the reader's language.
 * `done.text` is the beginning of the message's or button's text; what is left out matches everything.
 * Houses with `language_button` are made to speak the browser's language at the first opening: their admin presses the
 * newest buttons with these callback data, in this order.
 */

import { Refusal } from "./api.js";
import { currentLanguage } from "./texts.js";

const BETWEEN_LOOKS = 300;
const PROGRESS = "playground.story";

/** Loads the story, once the demo has one; null where there is no demo. */
export async function loadStory(api) {
  for (;;) {
    const data = await api.get("/_demo/story").catch(noneIfRefused);
    if (!data?.steps) return null;
    if (data.steps.length) return new Story(data);
    await new Promise((resolve) => setTimeout(resolve, BETWEEN_LOOKS));
  }
}

function noneIfRefused(problem) {
  if (problem instanceof Refusal) return null;
  throw problem;
}

/** Forgets how far one came and that the page was ever opened. */
export function forgetStory() {
  localStorage.removeItem(PROGRESS);
}

/** Where one is in the story; kept by the browser. Dispatches "step". */
export class Story extends EventTarget {
  constructor(data) {
    super();
    this.data = { ...data, first: here(data.first ?? {}) };
    this.steps = data.steps.map((step) => ({ ...here(step), done: here(step.done ?? {}) }));
    const kept = JSON.parse(localStorage.getItem(PROGRESS) ?? "null");
    this.isFirstOpening = kept?.id !== data.id;
    this.index = this.isFirstOpening ? 0 : Math.min(kept.index, this.steps.length);
    this.closed = this.isFirstOpening ? false : kept.closed;
    this.isDone = false;
    this.#keep();
  }

  /** The step of the moment; undefined after the last. */
  get step() {
    return this.steps[this.index];
  }

  /** Goes to a step; one after the last is the end. */
  goTo(index) {
    this.index = Math.max(0, Math.min(index, this.steps.length));
    this.isDone = false;
    this.closed = false;
    this.#keep();
    this.dispatchEvent(new Event("step"));
  }

  next() {
    this.goTo(this.index + 1);
  }

  back() {
    this.goTo(this.index - 1);
  }

  setClosed(closed) {
    this.closed = closed;
    this.#keep();
    this.dispatchEvent(new Event("step"));
  }

  /** Compares what somebody did with what the step waits for. */
  onAct(act) {
    if (this.closed || this.isDone || !this.step || !matches(this.step.done, act)) return;
    if (this.step.after) {
      this.isDone = true;
      this.dispatchEvent(new Event("step"));
    } else this.next();
  }

  #keep() {
    localStorage.setItem(PROGRESS, JSON.stringify({ id: this.data.id, index: this.index, closed: this.closed }));
  }
}

/** The same place, with the person and the chat of the reader's language. */
function here(place) {
  const chosen = (value) => (value !== null && typeof value === "object" ? (value[currentLanguage()] ?? value.en) : value);
  return { ...place, user: chosen(place.user), chat: chosen(place.chat) };
}

/** Whether an act of the page is the one that a step waits for. */
export function matches(done, act) {
  if (done.kind !== act.kind) return false;
  if (done.user !== undefined && done.user !== act.user) return false;
  if (done.chat !== undefined && done.chat !== act.chat) return false;
  if (done.data_prefix !== undefined && !act.data?.startsWith(done.data_prefix)) return false;
  return done.text === undefined || Boolean(act.text?.startsWith(done.text));
}

/** Makes the houses speak a language, as their admins would: by their buttons. */
export async function speakLanguage(api, houses, language) {
  for (const house of houses ?? []) {
    const presses = [house.language_button?.[language] ?? []].flat();
    for (const data of presses) await pressNewest(api, house.chat, house.admin, data);
  }
}

async function pressNewest(api, chat, user, data) {
  // The pop-up of the press before comes earlier than the edit that brings the next buttons.
  await api.post("/_emu/settle", { quiet: 0.1, timeout: 3 });
  const messages = await api.get(`/_emu/chats/${chat}/messages`, { user });
  const hasIt = (message) => message.reply_markup?.inline_keyboard?.flat().some((button) => button.callback_data === data);
  const found = messages.filter((message) => !message.deleted && hasIt(message)).at(-1);
  if (found) await api.act("press", { chat, user, message: found.message_id, data });
}
