/** The list of messages: kept in step piece by piece, so that an edit moves neither the scroll nor the focus. */

import { day, dayKey, fromUnix } from "./dates.js";
import { el } from "./dom.js";
import { markWaiting } from "./keyboards.js";
import { messageContent, messageLabel } from "./messages.js";
import { senderOf } from "./people.js";
import { t } from "./texts.js";

const RUN_SECONDS = 600;
const NEAR_END = 60;

/** The scrolling log of one chat. `waiting` maps message ids to the places of buttons that wait. */
export class Log {
  constructor(acts) {
    this.acts = acts;
    this.viewer = null;
    this.staysAtEnd = true;
    this.waiting = new Map();
    this.articles = new Map();
    this.list = el("div", { class: "log-list" });
    this.node = el("div", { class: "log", role: "log", "aria-live": "off", "aria-label": t("Messages"), tabindex: "0" }, this.list);
    this.node.addEventListener("keydown", (event) => this.#onKey(event));
    this.node.addEventListener("scroll", () => (this.staysAtEnd = this.isAtEnd()), { passive: true });
    const observer = new ResizeObserver(() => this.staysAtEnd && this.toEnd());
    observer.observe(this.node);
    observer.observe(this.list);
  }

  /** Forgets what is shown: another chat comes. */
  clear() {
    this.articles.clear();
    this.waiting.clear();
    this.list.replaceChildren();
  }

  /** Shows exactly these messages as `viewer` sees them; returns those that were not there before. */
  show(messages, viewer) {
    this.viewer = viewer;
    const anchor = this.#anchor();
    const focus = this.#focusPlace();
    const added = messages.filter((message) => this.#put(message));
    this.#drop(new Set(messages.map((message) => message.message_id)));
    this.#arrange(messages);
    if (this.staysAtEnd) this.toEnd();
    else if (anchor) this.node.scrollTop += anchor.article.offsetTop - anchor.top;
    this.#restore(focus);
    return added;
  }

  isAtEnd() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight < NEAR_END;
  }

  toEnd() {
    this.staysAtEnd = true;
    this.node.scrollTop = this.node.scrollHeight;
  }

  /** Scrolls to a message and lets it flash; false if it is not there. */
  goTo(id) {
    const article = this.articles.get(id)?.article;
    if (!article) return false;
    article.scrollIntoView({ block: "center" });
    article.classList.remove("flash");
    requestAnimationFrame(() => article.classList.add("flash"));
    return true;
  }

  /** Marks the buttons of a message that wait for an answer. */
  setWaiting(id, place, waits) {
    const places = this.waiting.get(id) ?? new Set();
    if (waits) places.add(place);
    else places.delete(place);
    this.waiting.set(id, places);
    const shown = this.articles.get(id);
    if (shown) markWaiting(shown.article, places);
  }

  isWaiting(id, place) {
    return this.waiting.get(id)?.has(place) ?? false;
  }

  #put(message) {
    const known = this.articles.get(message.message_id);
    if (known?.signature === message.signature) return false;
    const article = known?.article ?? el("article", { class: "message", "data-message": message.message_id, tabindex: "-1" });
    const isOwn = message.from?.id === this.viewer && !message.sender_chat;
    article.setAttribute("aria-label", messageLabel(message, isOwn));
    article.classList.toggle("own", isOwn);
    article.replaceChildren(...messageContent(message, this.acts));
    article.classList.toggle("service", article.firstElementChild.classList.contains("service-line"));
    this.articles.set(message.message_id, { article, signature: message.signature });
    markWaiting(article, this.waiting.get(message.message_id) ?? new Set());
    return !known;
  }

  #drop(kept) {
    for (const [id, { article }] of this.articles) {
      if (kept.has(id)) continue;
      article.remove();
      this.articles.delete(id);
    }
  }

  /** Puts articles in order with a line before each new day, and marks where somebody begins and stops talking. */
  #arrange(messages) {
    const wanted = [];
    let lastDay = "";
    messages.forEach((message, i) => {
      const date = fromUnix(message.date);
      const key = dayKey(date);
      const isNewDay = key !== lastDay;
      if (isNewDay) wanted.push(this.#dayLine(key, date));
      lastDay = key;
      const { article } = this.articles.get(message.message_id);
      article.classList.toggle("run-start", isNewDay || !isSameRun(messages[i - 1], message));
      article.classList.toggle("run-end", !isSameRun(message, messages[i + 1]));
      wanted.push(article);
    });
    wanted.forEach((node, i) => {
      if (this.list.children[i] !== node) this.list.insertBefore(node, this.list.children[i] ?? null);
    });
    while (this.list.childElementCount > wanted.length) this.list.lastElementChild.remove();
  }

  #dayLine(key, date) {
    const found = [...this.list.children].find((node) => node.dataset.day === key);
    return found ?? el("p", { class: "day-line", "data-day": key }, day(date));
  }

  #anchor() {
    const top = this.node.scrollTop;
    for (const { article } of this.articles.values()) {
      if (article.offsetTop + article.offsetHeight > top) return { article, top: article.offsetTop };
    }
    return null;
  }

  #focusPlace() {
    const focused = document.activeElement;
    const article = this.node.contains(focused) ? focused.closest(".message") : null;
    if (!article || focused === article) return null;
    return { id: Number(article.dataset.message), row: focused.dataset.row, column: focused.dataset.column, node: focused };
  }

  #restore(place) {
    if (place && !place.node.isConnected) this.focusButton(place.id, place.row, place.column);
  }

  /** Gives the focus to a button under a message, or to what is nearest to it. */
  focusButton(id, row, column) {
    const article = this.articles.get(id)?.article;
    const same = article?.querySelector(`[data-row="${row}"][data-column="${column}"]`);
    (same ?? article?.querySelector(".inline-button") ?? article ?? this.node).focus({ preventScroll: true });
  }

  /** Arrows walk from message to message. */
  #onKey(event) {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const isHere = event.target === this.node || event.target.classList.contains("message");
    if (!step || !isHere) return;
    const all = [...this.list.querySelectorAll(".message")];
    const index = all.indexOf(event.target);
    const next = index < 0 ? all.at(-1) : all[index + step];
    if (!next) return;
    event.preventDefault();
    next.focus();
  }
}

function isSameRun(one, other) {
  if (!one || !other) return false;
  return senderOf(one)?.id === senderOf(other)?.id && other.date - one.date < RUN_SECONDS && !isLine(one) && !isLine(other);
}

function isLine(message) {
  return !("text" in message || "photo" in message || "document" in message || "poll" in message);
}
