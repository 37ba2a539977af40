/** The workshop: the clock's levers, faults, and what the bot sent to Telegram. */

import { el, iconButton, merged } from "./dom.js";
import { JournalView } from "./journal.js";
import { t } from "./texts.js";

/** Faults worth a button: what Telegram and networks really do. */
const FAULTS = [
  { key: "slow", label: () => t("Telegram answers slowly (2 seconds)"), match: {}, action: { delay: 2 } },
  { key: "lost", label: () => t("Every other answer is lost on the way"), match: { probability: 0.5 }, action: { drop: "after" }, seed: 1 },
  { key: "many", label: () => t("The next three messages get “Too Many Requests”"), match: { method: "sendMessage", times: 3 }, action: { status: 429, retry_after: 5, description: "Too Many Requests: retry after 5" } },
  { key: "down", label: () => t("Telegram is down (502)"), match: {}, action: { status: 502, description: "Bad Gateway" } },
  { key: "twice", label: () => t("Every update comes twice"), match: {}, action: { duplicate_update: true } },
];

/** A panel that is closed at first; `toggle()` opens and closes it. */
export class Workshop {
  constructor(api, clock, feed, store) {
    Object.assign(this, { api, clock, store });
    this.journal = new JournalView(api, feed, store);
    this.faults = el("div", { class: "fault-list" });
    this.problem = el("p", { class: "workshop-problem", role: "status" });
    this.node = el(
      "aside", { class: "workshop", id: "workshop", "aria-label": t("Workshop"), hidden: true },
      el("div", { class: "workshop-top" }, el("h2", {}, t("Workshop")), iconButton("close", t("Close the workshop"), () => this.toggle())),
      el("section", { class: "workshop-part", "aria-label": t("Clock") }, el("h3", {}, t("Clock")), this.#levers()),
      el("section", { class: "workshop-part", "aria-label": t("Faults") }, el("h3", {}, t("Faults")), this.faults, this.problem),
      this.journal.node,
    );
    const look = merged(() => this.node.hidden || this.#loadFaults(), 500);
    feed.addEventListener("entry", (event) => event.detail.kind === "fault" && look());
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.toggle();
    });
  }

  /** The button that opens it. */
  set opener(button) {
    this.button = button;
    button.setAttribute("aria-expanded", "false");
    button.setAttribute("aria-controls", "workshop");
  }

  async toggle() {
    this.node.hidden = !this.node.hidden;
    this.button.setAttribute("aria-expanded", String(!this.node.hidden));
    if (this.node.hidden) {
      this.button.focus();
      return;
    }
    this.node.querySelector("button").focus();
    this.#drawMode();
    await Promise.all([this.#loadFaults(), this.journal.load()]);
  }

  #levers() {
    const lever = (label, run) => el("button", { type: "button", class: "plain-button", onclick: run }, label);
    this.freeze = el("button", { type: "button", class: "plain-button", onclick: () => this.#switchMode() });
    return el(
      "div", { class: "levers" },
      lever(t("+ 1 hour"), () => this.clock.advance(1)), lever(t("+ 1 day"), () => this.clock.advance(24)),
      lever(t("To the next reminder"), () => this.clock.move({ to: "next_due" })), this.freeze,
    );
  }

  async #switchMode() {
    const mode = this.clock.mode === "frozen" ? "real" : "frozen";
    await this.#try(async () => {
      await this.api.post("/_emu/clock", { mode });
      await this.clock.look();
    });
    this.#drawMode();
  }

  #drawMode() {
    this.freeze.textContent = this.clock.mode === "frozen" ? t("Let time run") : t("Stop the time");
  }

  async #loadFaults() {
    const active = (await this.#try(() => this.api.get("/_emu/faults"))) ?? [];
    const rows = FAULTS.map((preset) => {
      const found = active.filter((fault) => isSame(fault, preset));
      const box = el("input", { type: "checkbox", checked: found.length > 0, "data-fault": preset.key, onchange: () => this.#switchFault(preset, found) });
      const hits = found.reduce((sum, fault) => sum + (fault.hits ?? 0), 0);
      return el("label", { class: "fault" }, box, el("span", {}, preset.label()), hits ? el("small", {}, `×${hits}`) : null);
    });
    const others = active.filter((fault) => !FAULTS.some((preset) => isSame(fault, preset)));
    const removable = others.map((fault) =>
      el("p", { class: "fault" }, el("code", {}, JSON.stringify(fault.action)), iconButton("close", t("Remove the fault"), () => this.#remove([fault]))),
    );
    const focused = this.faults.contains(document.activeElement) ? document.activeElement.dataset.fault : null;
    this.faults.replaceChildren(...rows, ...removable);
    if (focused) this.faults.querySelector(`[data-fault="${focused}"]`).focus();
  }

  async #switchFault(preset, found) {
    const { match, action, seed } = preset;
    if (found.length) await this.#remove(found);
    else await this.#try(() => this.api.post("/_emu/faults", { match, action, seed }));
    await this.#loadFaults();
  }

  async #remove(found) {
    for (const fault of found) await this.#try(() => this.api.remove(`/_emu/faults?id=${encodeURIComponent(fault.id)}`));
    await this.#loadFaults();
  }

  async #try(work) {
    this.problem.textContent = "";
    try {
      return await work();
    } catch (problem) {
      this.problem.textContent = problem.message;
      return null;
    }
  }
}

/** Whether an active fault is one of the presets: the same action. */
function isSame(fault, preset) {
  return Object.entries(preset.action).every(([key, value]) => fault.action?.[key] === value);
}
