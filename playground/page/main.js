/** Puts the page together. */

import { Api, Refusal } from "./api.js";
import { Clock } from "./clock.js";
import { useZone } from "./dates.js";
import { el } from "./dom.js";
import { Feed } from "./feed.js";
import { Guide } from "./guide.js";
import { Pane } from "./pane.js";
import { nameOf } from "./people.js";
import { ask } from "./popups.js";
import { Store } from "./store.js";
import { forgetStory, loadStory, speakLanguage } from "./story.js";
import { currentLanguage, loadTexts, preferredLanguage, t } from "./texts.js";
import { toolbar } from "./toolbar.js";
import { Workshop } from "./workshop.js";

const BETWEEN_TRIES = 2000;

/** The whole page: `start()` draws it. */
class Page {
  constructor() {
    this.api = new Api();
    this.feed = new Feed(this.api);
    this.store = new Store(this.api, this.feed);
    this.panes = [];
  }

  async start() {
    this.#watchConnection();
    await loadTexts(preferredLanguage());
    this.clock = new Clock(this.api);
    this.banner = this.#offlineBanner();
    document.body.replaceChildren(this.banner, el("p", { class: "empty", role: "status" }, t("The neighbours are on their way…")));
    this.banner.hidden = !this.api.down;
    const story = await this.#untilItAnswers(() => loadStory(this.api));
    await this.#untilItAnswers(() => this.store.load());
    this.story = story;
    useZone(story?.data.zone);
    if (story?.isFirstOpening) this.#speak(story);
    this.#draw();
    this.feed.start();
    this.clock.start();
  }

  #speak(story) {
    speakLanguage(this.api, story.data.houses, currentLanguage())
      .catch(() => {})
      .finally(() => this.store.refreshAll());
  }

  #draw() {
    const acts = { startOver: () => this.startOver(), split: () => this.split(), workshop: () => this.workshop.toggle(), guide: () => this.#toggleGuide() };
    const bar = toolbar(this.clock, acts, { hasStory: Boolean(this.story) });
    this.splitButton = bar.split;
    this.workshop = new Workshop(this.api, this.clock, this.feed, this.store);
    this.workshop.opener = bar.workshop;
    this.place = el("main", { class: "panes" });
    const first = this.#addPane(t("Messenger"));
    this.clock.notes = first.notes;
    const guide = this.story ? new Guide(this.story, first, this.store, acts.startOver).node : null;
    document.body.replaceChildren(this.banner, bar.node, ...(guide ? [guide] : []), el("div", { class: "below" }, this.place, this.workshop.node));
    this.#openFirst(first);
    this.clock.addEventListener("moved", () => {
      this.store.refreshAll();
      this.story?.onAct({ kind: "clock" });
    });
    this.feed.addEventListener("restarted", () => location.reload());
  }

  #addPane(label) {
    const pane = new Pane(this.store, this.api, label);
    pane.addEventListener("moved", () => {
      this.#keepAddress();
      this.#nameTab();
      this.story?.onAct({ kind: "open", user: pane.user, chat: pane.chat });
    });
    pane.addEventListener("acted", (event) => this.story?.onAct(event.detail));
    this.panes.push(pane);
    this.place.append(pane.node);
    return pane;
  }

  #openFirst(pane) {
    if (!this.store.users.size) {
      this.place.replaceChildren(el("p", { class: "empty" }, t("Nobody lives here yet. Start the demo again, or add people over the control interface.")));
      setInterval(() => this.store.load().catch(() => {}), BETWEEN_TRIES);
      this.store.addEventListener("world", () => this.store.users.size && location.reload());
      return;
    }
    const address = new URLSearchParams(location.hash.slice(1));
    const [user, chat, thread] = ["u", "c", "t"].map((name) => Number(address.get(name)));
    if (this.store.users.has(user) && this.store.chat(chat)) pane.open(user, chat, thread);
    else this.#openStory(pane);
    const second = Number(address.get("u2"));
    if (this.store.users.has(second)) this.split(second, Number(address.get("c2")));
  }

  #openStory(pane) {
    const first = this.story?.data.first;
    const user = this.store.users.has(first?.user) ? first.user : this.store.users.keys().next().value;
    const chats = this.store.chatsOf(user);
    const chat = chats.find((found) => found.id === first?.chat) ?? chats.find((found) => found.type !== "private") ?? chats[0];
    pane.open(user, chat.id, first?.thread);
  }

  /** Puts a second person beside the first, or takes the second away. */
  split(user, chat) {
    if (this.panes.length > 1) {
      this.panes.pop().node.remove();
      this.#showSplit(false);
      this.#keepAddress();
      return;
    }
    const [first] = this.panes;
    const wanted = user ?? [...this.store.users.keys()].find((id) => id !== first.user && this.store.chatsOf(id).some((found) => found.id === first.chat));
    const second = this.#addPane(t("Second person"));
    this.#showSplit(true);
    const person = wanted ?? first.user;
    const shared = this.store.chatsOf(person).find((found) => found.id === (chat || first.chat));
    second.open(person, shared?.id ?? person);
  }

  #showSplit(on) {
    this.place.classList.toggle("split", on);
    this.splitButton.setAttribute("aria-pressed", String(on));
  }

  /** Asks once, then begins with a new neighbourhood. */
  async startOver() {
    const yes = await ask({
      title: t("Start over?"),
      text: t("Everything done here is forgotten, and the neighbourhood is as at the beginning."),
      buttons: [{ label: t("Start over"), value: true, main: true }, { label: t("Cancel"), value: false }],
    });
    if (!yes) return;
    const wait = el("div", { class: "wait", role: "alert" }, t("Starting over…"));
    document.body.append(wait);
    try {
      await this.#restart();
    } catch (problem) {
      wait.remove();
      await ask({ title: t("Starting over failed"), text: problem.message, buttons: [{ label: t("OK"), value: true, main: true }] });
      return;
    }
    forgetStory();
    this.feed.shareRestart();
    history.replaceState(null, "", location.pathname);
    location.reload();
  }

  async #restart() {
    try {
      await this.api.post("/_demo/start_over");
    } catch (problem) {
      if (!(problem instanceof Refusal) || problem.status !== 404) throw problem;
      await this.api.post("/_emu/reset");
    }
  }

  #toggleGuide() {
    if (!this.story.step) this.story.goTo(0);
    else this.story.setClosed(!this.story.closed);
  }

  /** The address says who is where, so that a reload and a second tab keep it. */
  #keepAddress() {
    const [first, second] = this.panes;
    const address = new URLSearchParams({ u: first.user, c: first.chat, ...(first.thread ? { t: first.thread } : {}) });
    if (second?.user) {
      address.set("u2", second.user);
      address.set("c2", second.chat);
    }
    history.replaceState(null, "", `#${address}`);
  }

  /** The title tells tabs of different people apart. */
  #nameTab() {
    const [pane] = this.panes;
    document.title = `${nameOf(this.store.users.get(pane.user))} · ${pane.place} – ${t("Playground")}`;
  }

  #offlineBanner() {
    const again = el("button", { type: "button", class: "plain-button", onclick: () => this.api.check() }, t("Try again"));
    return el("div", { class: "offline", role: "alert", hidden: true }, el("p", {}, t("The playground does not answer. Is it running?")), again);
  }

  #watchConnection() {
    let timer = null;
    this.api.addEventListener("down", () => {
      if (this.banner) this.banner.hidden = false;
      timer ??= setInterval(() => this.api.check(), BETWEEN_TRIES);
    });
    this.api.addEventListener("up", () => {
      if (this.banner) this.banner.hidden = true;
      clearInterval(timer);
      timer = null;
      // What answers now may be another world, with the same ids for other things.
      if (this.place) location.reload();
    });
  }

  /** Repeats a first call until the playground is there. */
  async #untilItAnswers(work) {
    for (;;) {
      try {
        return await work();
      } catch (problem) {
        if (problem instanceof Refusal) throw problem;
        await new Promise((resolve) => this.api.addEventListener("up", resolve, { once: true }));
      }
    }
  }
}

await new Page().start();
