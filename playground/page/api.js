/** The control interface over HTTP: every call of the page goes through here. */

/** A refusal of the playground, with its own words. */
export class Refusal extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

/** No answer at all: the playground is not running. */
export class Unreachable extends Error {}

/** Calls `/_emu` and `/_demo`; tells "down" and "up" as events. */
export class Api extends EventTarget {
  #down = false;

  get down() {
    return this.#down;
  }

  get(path, query = {}) {
    const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== null);
    const search = new URLSearchParams(given).toString();
    return this.#request("GET", search ? `${path}?${search}` : path);
  }

  post(path, body = {}) {
    return this.#request("POST", path, body);
  }

  remove(path) {
    return this.#request("DELETE", path);
  }

  act(name, body) {
    return this.post(`/_emu/act/${name}`, body);
  }

  /** Tells whether the playground answers, and everybody who listens when that changed. */
  async check() {
    try {
      await this.get("/_emu/clock");
    } catch (problem) {
      if (problem instanceof Unreachable) return false;
    }
    return true;
  }

  async #request(method, path, body) {
    let response;
    try {
      const headers = body === undefined ? {} : { "Content-Type": "application/json" };
      response = await fetch(path, { method, headers, body: body === undefined ? undefined : JSON.stringify(body) });
    } catch {
      this.#become(true);
      throw new Unreachable(path);
    }
    this.#become(false);
    const answer = await response.json().catch(() => ({}));
    if (!response.ok) throw new Refusal(response.status, answer?.error ?? `${response.status}`);
    return answer;
  }

  #become(down) {
    if (down === this.#down) return;
    this.#down = down;
    this.dispatchEvent(new Event(down ? "down" : "up"));
  }
}
