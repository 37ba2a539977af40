/** The top of a conversation: its name, the pinned message, the topics of a forum. */

import { el, fill, icon, iconButton } from "./dom.js";
import { arrowKeys, oneTabStop } from "./keys.js";
import { inShort } from "./media.js";
import { avatar, nameNode, nameOf } from "./people.js";
import { menuButton } from "./popups.js";
import { serviceLine } from "./service.js";
import { t, tn } from "./texts.js";

/** `acts`: `back()`, `goTo(id)`, `chooseTopic(thread)`, and `people()` and `more()` with the items of menus. */
export class Header {
  constructor(acts) {
    this.acts = acts;
    this.top = el("div", { class: "conversation-top" });
    this.pinned = el("div", { class: "pinned", hidden: true });
    this.topics = el("div", { class: "topics", role: "group", "aria-label": t("Topics"), hidden: true });
    arrowKeys(this.topics, ".topic");
    this.node = el("header", { class: "conversation-header" }, this.top, this.pinned, this.topics);
  }

  /** Another chat is open. */
  show(chat, bot, person) {
    const people = chat.members.filter((member) => member.status !== "kicked").length;
    const about = chat.type === "private" ? t("bot") : tn("{n} member", "{n} members", people);
    const more = menuButton(iconButton("more", t("More"), () => {}), t("More"), () => this.acts.more());
    fill(
      this.top,
      iconButton("back", t("Back to the chats"), () => this.acts.back(), { class: "icon-button back" }),
      avatar(chat.type === "private" ? bot : chat),
      el("div", { class: "conversation-words" }, el("h2", {}, nameNode(chat)), el("small", {}, about)),
      this.#here(person),
      el("div", { class: "menu-place" }, more),
    );
  }

  /** Who one is, where the list of chats is not beside the conversation. */
  #here(person) {
    const words = el("span", { class: "here-words" }, el("small", {}, t("You are:")), el("strong", {}, nameNode(person)));
    const button = el("button", { type: "button", class: "here", title: t("Choose who you are") }, avatar(person), words);
    return el("div", { class: "menu-place" }, menuButton(button, t("Choose who you are"), () => this.acts.people()));
  }

  /** The newest pinned message, as a line that leads to it. */
  showPinned(messages) {
    const pinned = messages.filter((message) => message.pinned).at(-1);
    this.pinned.hidden = !pinned;
    if (!pinned || this.shownPin === pinned.signature) return;
    this.shownPin = pinned.signature;
    const words = el("span", { class: "quote" }, el("span", { class: "quote-name" }, t("Pinned message")), el("span", { class: "quote-words", dir: "auto" }, inShort(pinned) || serviceLine(pinned) || ""));
    this.pinned.replaceChildren(el("button", { type: "button", class: "pinned-button", onclick: () => this.acts.goTo(pinned.message_id) }, icon("pin"), words));
  }

  /** The topics of a forum; `counts` has the unread messages of each. */
  showTopics(chat, current, counts) {
    this.topics.hidden = !chat.is_forum;
    if (!chat.is_forum) return;
    const focused = this.topics.contains(document.activeElement) ? document.activeElement.dataset.thread : null;
    const buttons = topicsOf(chat).map(({ thread, name, closed }) => {
      const unread = thread === current ? 0 : (counts.get(thread) ?? 0);
      const label = [name, closed ? t("closed") : "", unread ? tn("{n} new message", "{n} new messages", unread) : ""].filter(Boolean).join(", ");
      return el(
        "button",
        { type: "button", class: "topic", "aria-pressed": String(thread === current), "aria-label": label, "data-thread": thread, onclick: () => this.acts.chooseTopic(thread) },
        el("bdi", {}, name), closed ? " 🔒" : "", unread ? el("span", { class: "badge" }, String(unread)) : null,
      );
    });
    this.topics.replaceChildren(...buttons);
    const chosen = buttons.find((button) => button.dataset.thread === (focused ?? String(current)));
    oneTabStop(this.topics, ".topic", chosen);
    if (focused) chosen?.focus();
  }
}

/** The topics of a forum with General first; thread 0 stands for General, whose messages carry no thread. */
export function topicsOf(chat) {
  return [{ thread: 0, name: t("General"), closed: false }, ...chat.topics];
}

/** The title of a chat with its topic, for what a screen reader says. */
export function placeOf(chat, thread) {
  const topic = chat.is_forum ? topicsOf(chat).find((found) => found.thread === thread) : null;
  return [nameOf(chat), topic?.name].filter(Boolean).join(", ");
}
