/** The journal as a list that grows: what the bot sent to Telegram, or everything. */

import { timeOfDay } from "./dates.js";
import { el, merged } from "./dom.js";
import { nameOf } from "./people.js";
import { t, tn } from "./texts.js";

const KEPT = 200;
const UNHEARD = new Set(["getupdates"]);

/** Entries are drawn only while the list is on the page to be seen. */
export class JournalView {
  constructor(api, feed, store) {
    Object.assign(this, { api, store, entries: [], everything: false });
    this.list = el("ol", { class: "journal-list", tabindex: "0", "aria-label": t("What the bot sent to Telegram") });
    this.count = el("p", { class: "journal-count", role: "status" });
    const box = el("input", { type: "checkbox", onchange: () => this.#show(box.checked) });
    this.node = el(
      "section", { class: "workshop-part journal", "aria-label": t("What the bot sent to Telegram") },
      el("h3", {}, t("What the bot sent to Telegram")),
      el("label", { class: "fault" }, box, t("Show everything that passes")), this.count, this.list,
    );
    this.drawSoon = merged(() => this.#draw(), 100);
    feed.addEventListener("entry", (event) => this.#add([event.detail]));
  }

  /** Fetches what came before the page was opened. */
  async load() {
    const found = await this.api.get("/_emu/journal", { limit: KEPT }).catch(() => []);
    this.entries = [];
    this.#add(found);
  }

  #show(everything) {
    this.everything = everything;
    this.#draw();
  }

  #add(entries) {
    this.entries = [...this.entries, ...entries].slice(-KEPT * 3);
    if (this.list.offsetParent) this.drawSoon();
  }

  #draw() {
    const shown = this.entries.filter((entry) => this.everything || isOfTheBot(entry)).slice(-KEPT);
    const atEnd = this.list.scrollHeight - this.list.scrollTop - this.list.clientHeight < 40;
    const known = new Map([...this.list.children].map((row) => [Number(row.dataset.seq), row]));
    this.list.replaceChildren(...shown.map((entry) => known.get(entry.seq) ?? this.#row(entry)));
    if (atEnd) this.list.scrollTop = this.list.scrollHeight;
    const findings = this.entries.filter((entry) => entry.kind === "finding").length;
    this.count.textContent = findings ? tn("{n} finding", "{n} findings", findings) : "";
    this.count.classList.toggle("problem", findings > 0);
  }

  #row(entry) {
    const details = el("details", {}, el("summary", {}, this.#summary(entry)));
    details.addEventListener("toggle", () => {
      if (details.childElementCount > 1) return;
      const { seq, at, kind, ...rest } = entry;
      details.append(el("pre", { tabindex: "0" }, JSON.stringify(rest, null, 1)));
    });
    return el("li", { class: `entry entry-${entry.kind}`, "data-seq": entry.seq }, details);
  }

  #summary(entry) {
    const where = entry.chat === undefined ? "" : nameOf(this.store.chat(entry.chat) ?? this.store.users.get(entry.chat) ?? { title: String(entry.chat) });
    const words = entry.text ?? entry.request?.text ?? entry.request?.caption ?? "";
    return [
      el("time", {}, timeOfDay(new Date(typeof entry.at === "number" ? entry.at * 1000 : entry.at))),
      el("strong", {}, entry.kind === "finding" ? t("Finding") : (entry.method ?? entry.kind)),
      where ? el("bdi", { class: "entry-where" }, where) : null,
      words ? el("span", { class: "entry-words", dir: "auto" }, String(words).slice(0, 160)) : null,
    ];
  }
}

function isOfTheBot(entry) {
  if (entry.kind === "finding" || entry.kind === "fault") return true;
  return entry.kind === "call" && !UNHEARD.has(String(entry.method).toLowerCase());
}
