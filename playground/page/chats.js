/** Who one is, and that person's chats. */

import { dayKey, day, fromUnix, timeOfDay } from "./dates.js";
import { el, fill, icon } from "./dom.js";
import { arrowKeys, oneTabStop } from "./keys.js";
import { inShort } from "./media.js";
import { avatar, nameNode, nameOf, senderOf } from "./people.js";
import { menuButton } from "./popups.js";
import { serviceLine } from "./service.js";
import { t, tn } from "./texts.js";

/** So many places of a person stand in the menu of people; the others are counted. */
const PLACES = 3;

/** The left side of a pane. `choosePerson(id)` and `chooseChat(id)` do what they say. */
export class ChatList {
  constructor(store, { choosePerson, chooseChat }) {
    this.store = store;
    this.chooseChat = chooseChat;
    this.choosePerson = choosePerson;
    this.person = el("button", { type: "button", class: "person-button", "data-control": "person" });
    menuButton(this.person, t("Choose who you are"), () => this.people());
    this.list = el("div", { class: "chat-list" });
    arrowKeys(this.list, ".chat-item");
    this.node = el(
      "nav",
      { class: "sidebar", "aria-label": t("Person and chats") },
      el("div", { class: "person-place" }, this.person),
      el("h2", { class: "unseen" }, t("Chats")),
      this.list,
    );
  }

  /** Draws everything for a person with one chat open. */
  update(user, openChat) {
    this.user = user;
    this.store.lookInto(user);
    const person = this.store.users.get(user);
    const elsewhere = [...this.store.users.keys()].some((id) => id !== user && this.store.unreadOf(id) > 0);
    fill(
      this.person,
      avatar(person),
      el("span", { class: "person-words" }, el("small", {}, t("You are:")), el("strong", {}, nameNode(person))),
      elsewhere ? el("span", { class: "dot", title: t("Somebody else has new messages") }) : null,
      icon("down"),
    );
    const items = this.store.chatsOf(user).map((chat) => this.#item(chat, chat.id === openChat));
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.chat : null;
    this.list.replaceChildren(...items);
    const current = items.find((item) => item.dataset.chat === (focused ?? String(openChat)));
    oneTabStop(this.list, ".chat-item", current ?? items[0]);
    if (focused) current?.focus();
  }

  /** The residents as items of a menu. */
  people() {
    return [...this.store.users.values()].map((person) => {
      const unread = this.store.unreadOf(person.id);
      return {
        chosen: person.id === this.user,
        label: [nameOf(person), this.#about(person), unread ? newMessages(unread) : ""].filter(Boolean).join(", "),
        node: [
          avatar(person),
          el("span", { class: "menu-words" }, nameNode(person), el("small", {}, this.#about(person))),
          unread ? badge(unread) : null,
        ],
        run: () => this.choosePerson(person.id),
      };
    });
  }

  /** The houses and the role of a person, in a few words. */
  #about(person) {
    const chats = [...this.store.chats.values()].filter((chat) => this.store.isMember(chat, person.id));
    const places = chats.map((chat) => {
      const isAdmin = ["creator", "administrator"].includes(this.store.member(chat, person.id)?.status);
      return isAdmin ? t("{chat} (admin)", { chat: chat.title }) : chat.title;
    });
    const others = places.splice(PLACES).length;
    if (others) places.push(tn("{n} more chat", "{n} more chats", others));
    return [person.language_code, ...places].filter(Boolean).join(" · ");
  }

  #item(chat, isOpen) {
    const newest = this.store.newest(chat.id);
    const unread = this.store.unread(chat.id, this.user);
    return el(
      "button",
      { type: "button", class: "chat-item", "data-chat": chat.id, "aria-current": isOpen ? "true" : undefined, onclick: () => this.chooseChat(chat.id) },
      avatar(chat.type === "private" ? this.store.bot : chat),
      el(
        "span",
        { class: "chat-words" },
        el("span", { class: "chat-top" }, el("strong", { class: "chat-title" }, nameNode(chat)), newest ? el("time", {}, this.#when(newest)) : null),
        el("span", { class: "chat-bottom" }, el("span", { class: "chat-last", dir: "auto" }, this.#lastWords(chat, newest)), unread ? badge(unread) : null),
      ),
    );
  }

  #lastWords(chat, newest) {
    if (!newest) return chat.type === "private" && !this.store.users.get(this.user)?.started ? t("Press Start to begin") : t("No messages yet");
    const line = serviceLine(newest);
    if (line) return line;
    const sender = newest.from?.id === this.user ? t("You") : nameOf(senderOf(newest));
    return chat.type === "private" && newest.from?.id !== this.user ? inShort(newest) : `${sender}: ${inShort(newest)}`;
  }

  #when(message) {
    const date = fromUnix(message.date);
    const latest = Math.max(...this.store.chatsOf(this.user).map((chat) => this.store.newest(chat.id)?.date ?? 0));
    return dayKey(date) === dayKey(fromUnix(latest)) ? timeOfDay(date) : day(date);
  }
}

function newMessages(count) {
  return tn("{n} new message", "{n} new messages", count);
}

/** A number of unread messages, with words for who can't see it. */
export function badge(count) {
  return el("span", { class: "badge" }, String(count), el("span", { class: "unseen" }, ` ${newMessages(count)}`));
}
