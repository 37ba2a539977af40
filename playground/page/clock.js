/** The playground's time, and the ways to move it. */

import { Refusal } from "./api.js";
import { moment } from "./dates.js";
import { el, icon } from "./dom.js";
import { toast } from "./popups.js";
import { t } from "./texts.js";

const BETWEEN_LOOKS = 15000;
const HOUR = 3600;

/** Dispatches "moved" after this page moved the time; what there is to say about it goes to `notes`. */
export class Clock extends EventTarget {
  constructor(api) {
    super();
    this.api = api;
    this.notes = null;
    this.face = el("time", { class: "clock-face" });
    this.words = el("span", { class: "clock", title: t("The time in the playground") }, icon("clock"), el("span", { class: "unseen" }, t("The time in the playground")), this.face);
    this.next = this.button("next", t("To the next reminder"), () => this.move({ to: "next_due" }), "next_due");
  }

  /** Shows the time, now and as it passes. */
  async start() {
    await this.look();
    setInterval(() => this.draw(), 1000);
    setInterval(() => this.look(), BETWEEN_LOOKS);
  }

  async look() {
    const found = await this.api.get("/_emu/clock").catch(() => null);
    if (found) this.set(found);
  }

  set(found) {
    this.mode = found.mode ?? this.mode;
    this.rate = found.mode === "scaled" ? (found.rate ?? 1) : 1;
    this.known = { now: new Date(found.now).getTime(), at: performance.now() };
    this.draw();
  }

  now() {
    const passed = this.mode === "frozen" ? 0 : (performance.now() - this.known.at) * this.rate;
    return new Date(this.known.now + passed);
  }

  draw() {
    if (!this.known) return;
    const words = moment(this.now());
    if (this.face.textContent !== words) this.face.textContent = words;
    this.face.dateTime = this.now().toISOString();
  }

  /** Moves the time; the bot settles at each due time on the way. */
  async move(body) {
    this.next.disabled = true;
    try {
      const found = await this.api.post("/_emu/clock", body);
      this.set(found);
      toast(this.notes, t("It is now {time}", { time: moment(this.now()) }));
      this.dispatchEvent(new Event("moved"));
    } catch (problem) {
      const nothingDue = body.to && problem instanceof Refusal;
      toast(this.notes, nothingDue ? t("No reminder is waiting") : problem.message, "problem");
    } finally {
      this.next.disabled = false;
    }
  }

  advance(hours) {
    return this.move({ advance: hours * HOUR, step: "due", settle: true });
  }

  /** A button of the clock; `control` is its name for the story. */
  button(picture, label, onclick, control) {
    return el("button", { type: "button", class: "tool", "data-control": control, title: label, onclick }, icon(picture), el("span", { class: "tool-words" }, label));
  }
}
