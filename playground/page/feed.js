/** The journal as it grows, by Server-Sent Events; tabs of one browser also tell each other that everything begins anew. */

/** Dispatches "entry" for each journal entry and each change, "restarted" when another tab began anew, "back" after a reconnection. */
export class Feed extends EventTarget {
  constructor(api) {
    super();
    this.api = api;
    this.lastSeq = 0;
    this.tabs = new BroadcastChannel("playground");
    this.tabs.addEventListener("message", (event) => this.#tell(event.data, {}));
  }

  /** Listens from now on; the browser reconnects by itself with the last id it has seen. */
  start() {
    const source = new EventSource("/_emu/events?changes=1");
    let broken = false;
    source.addEventListener("open", () => {
      if (broken) this.#tell("back", {});
      broken = false;
    });
    source.addEventListener("error", () => {
      broken = true;
      if (source.readyState === EventSource.CLOSED) setTimeout(() => this.start(), 2000);
      this.api.check();
    });
    source.addEventListener("message", (event) => {
      const entry = JSON.parse(event.data);
      this.lastSeq = Math.max(this.lastSeq, entry.seq);
      this.#tell("entry", entry);
    });
  }

  /** Tells the other tabs that everything begins anew. */
  shareRestart() {
    this.tabs.postMessage("restarted");
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
