/** One person's messenger: the chats at the left, the open one beside it. Two panes are two people side by side. */

import { Unreachable } from "./api.js";
import { badge, ChatList } from "./chats.js";
import { Composer } from "./composer.js";
import { el, fill, icon, iconButton, merged } from "./dom.js";
import { Header, placeOf } from "./header.js";
import { openLink } from "./links.js";
import { Log } from "./log.js";
import { inShort } from "./media.js";
import { messageMenu } from "./messagemenu.js";
import { nameOf, senderOf } from "./people.js";
import { personMenu } from "./personmenu.js";
import { toast } from "./popups.js";
import { press } from "./press.js";
import { serviceLine } from "./service.js";
import { t } from "./texts.js";
import { isTalk, topicOf } from "./timeline.js";

/** Dispatches "acted" (what its person did), "moved" (another person or chat) and "rendered". */
export class Pane extends EventTarget {
  constructor(store, api, label) {
    super();
    Object.assign(this, { store, api, user: null, chat: null, thread: 0 });
    this.chats = new ChatList(store, { choosePerson: (user) => this.choosePerson(user), chooseChat: (chat) => this.chooseChat(chat) });
    this.header = new Header({
      back: () => this.showList(), goTo: (id) => this.goTo(id), chooseTopic: (thread) => this.open(this.user, this.chat, thread),
      more: () => personMenu(this), people: () => this.chats.people(),
    });
    this.log = new Log(this.#messageActs());
    this.composer = new Composer({ send: (content, about) => this.send(content, about), commands: () => this.commands() });
    this.toEnd = iconButton("down", t("To the newest message"), () => this.log.toEnd(), { class: "icon-button to-end", hidden: true });
    this.notes = el("div", { class: "notes", role: "status" });
    this.announcer = el("div", { class: "unseen", role: "status" });
    this.conversation = el(
      "section", { class: "conversation", "aria-label": t("Conversation") },
      this.header.node, el("div", { class: "log-place" }, this.log.node, this.toEnd, this.notes), this.composer.node, this.announcer,
    );
    this.node = el("section", { class: "pane", "aria-label": label }, el("div", { class: "pane-inside" }, this.chats.node, this.conversation));
    this.renderSoon = merged(() => this.render(), 0);
    this.#listen();
  }

  #listen() {
    this.store.addEventListener("world", () => this.renderSoon());
    this.store.addEventListener("read", () => this.renderSoon());
    this.store.addEventListener("messages", () => this.renderSoon());
    this.log.node.addEventListener("scroll", () => this.#showWay(), { passive: true });
    this.node.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && !this.node.classList.contains("show-list")) this.showList();
    });
    document.addEventListener("visibilitychange", () => this.#read());
  }

  /** Shows a chat as a person; without a thread the topic of a forum where somebody spoke last. */
  open(user, chat, thread = this.store.newestTopic(chat)) {
    const isOther = user !== this.user || chat !== this.chat || thread !== this.thread;
    Object.assign(this, { user, chat, thread });
    this.node.classList.remove("show-list");
    if (isOther) {
      this.log.clear();
      this.announced = null;
      this.composer.open(`${user}:${chat}:${thread}`);
      this.store.timeline(chat, user).refresh();
    }
    this.render();
    if (isOther) this.log.toEnd();
    this.#tell("moved", {});
  }

  /** Becomes another person, in the same chat if that person is in it. */
  choosePerson(user) {
    this.store.reloadSoon();
    const chats = this.store.chatsOf(user);
    const chat = this.chat === this.user ? user : this.chat;
    this.open(user, chats.some((found) => found.id === chat) ? chat : chats[0].id);
  }

  /** Opens a chat of the list; where the list makes room for it, the focus goes along. */
  chooseChat(chat) {
    this.open(this.user, chat);
    if (!this.chats.list.offsetParent) this.log.node.focus({ preventScroll: true });
  }

  /** On a narrow pane: the chats instead of the conversation. */
  showList() {
    this.node.classList.add("show-list");
    this.chats.list.querySelector("[tabindex='0']")?.focus();
  }

  /** Draws what is known; cheap when nothing changed. */
  render() {
    if (this.user === null || !this.store.users.has(this.user)) return;
    const chat = this.store.chat(this.chat);
    if (!chat) return;
    this.chats.update(this.user, this.chat);
    this.conversation.classList.toggle("private", chat.type === "private");
    const timeline = this.store.timeline(this.chat, this.user);
    const messages = this.#inThread(chat, timeline.sorted);
    this.#showHeader(chat, messages, timeline.sorted);
    const added = this.log.show(messages, this.user);
    this.composer.update(messages, { canStart: this.#canStart(timeline), speaksAs: this.#speaksAs() });
    if (this.announced === null) this.log.toEnd();
    if (timeline.firstNewest !== null) this.#announce(added);
    this.#showWay();
    this.#tell("rendered", {});
  }

  /** Whether the person has to press Start first: nothing was ever said, or the bot is blocked. */
  #canStart(timeline) {
    if (this.chat !== this.user || timeline.firstNewest === null) return false;
    return timeline.sorted.length === 0 || this.store.users.get(this.user).blocked;
  }

  /** Says `{text}`, `{photo, caption}` or `{document, caption}` as the person; false (and a note) if it was refused. */
  async send(content, { replyTo, edit } = {}) {
    const { user, chat, thread } = this;
    const anonymous = this.#speaksAs() ? true : undefined;
    const said = edit
      ? () => this.api.act("edit", { user, chat, message: edit, text: content.text })
      : () => this.api.act("send", { user, chat, ...content, reply_to: replyTo, thread: thread || undefined, anonymous });
    if (!(await this.attempt(said))) return false;
    if (!edit) this.log.toEnd();
    this.store.touch(chat);
    this.did({ kind: "message", user, chat, text: content.text ?? content.caption });
    return true;
  }

  /** The name an anonymous administrator speaks under; null for everybody else. */
  #speaksAs() {
    const chat = this.store.chat(this.chat);
    return this.store.member(chat, this.user)?.is_anonymous ? nameOf(chat) : null;
  }

  /** The command menu of the person in this chat. */
  async commands() {
    const found = await this.attempt(() => this.api.get("/_emu/commands", { user: this.user, chat: this.chat }));
    return found ?? [];
  }

  /** Runs a call; what the playground refuses is shown as a note. */
  async attempt(work) {
    try {
      return await work();
    } catch (problem) {
      if (!(problem instanceof Unreachable)) toast(this.notes, problem.message, "problem");
      return null;
    }
  }

  /** Opens a link as the person. */
  link(url) {
    return this.attempt(() => openLink(this, url));
  }

  goTo(id) {
    if (!this.log.goTo(id)) toast(this.notes, t("This message is not here any more"));
  }

  /** Tells the story what the person did. */
  did(act) {
    this.#tell("acted", act);
  }

  #messageActs() {
    return {
      press: (message, button, row, column) => press(this, message, button, row, column),
      vote: (message, options) => this.#vote(message, options),
      menu: (message) => messageMenu(this, message),
      goTo: (id) => this.goTo(id),
      command: (text) => this.send({ text }),
      link: (url) => this.link(url),
      mention: (name) => this.#mention(name),
    };
  }

  #mention(name) {
    if (name.slice(1).toLowerCase() === this.store.bot?.username?.toLowerCase()) this.open(this.user, this.user);
  }

  async #vote(message, options) {
    const { user, chat } = this;
    const poll = await this.attempt(() => this.api.act("vote", { user, chat, message: message.message_id, options }));
    if (!poll) return;
    this.store.touch(chat);
    this.did({ kind: "vote", user, chat });
  }

  #inThread(chat, messages) {
    if (!chat.is_forum) return messages;
    return messages.filter((message) => topicOf(message) === this.thread);
  }

  #showHeader(chat, messages, all) {
    const shown = `${this.user}:${chat.id}:${chat.title}:${chat.members.length}`;
    if (this.shownHeader !== shown) this.header.show(chat, this.store.bot, this.store.users.get(this.user));
    this.shownHeader = shown;
    this.header.showPinned(chat.is_forum ? messages : all);
    this.header.showTopics(chat, this.thread, this.store.unreadByTopic(this.chat, this.user));
  }

  /** Says new messages of others aloud, once. */
  #announce(added) {
    const isFirst = this.announced === null;
    this.announced = true;
    const others = added.filter((message) => message.from?.id !== this.user && isTalk(message));
    if (isFirst || !others.length) return;
    const words = others.slice(-3).map((message) => `${nameOf(senderOf(message))}: ${serviceLine(message) ?? inShort(message)}`);
    this.announcer.textContent = words.join(". ");
  }

  /** The way down, with the number of messages that wait there. */
  #showWay() {
    this.#read();
    const unread = this.store.unreadByTopic(this.chat, this.user).get(this.thread) ?? 0;
    this.toEnd.hidden = this.log.isAtEnd();
    if (!this.toEnd.hidden) fill(this.toEnd, icon("down"), unread ? badge(unread) : null);
  }

  #read() {
    const isSeen = !document.hidden && this.log.isAtEnd() && this.conversation.offsetParent !== null && this.log.node.clientHeight > 0;
    if (isSeen && this.chat !== null) this.store.markRead(this.chat, this.user, this.thread);
  }

  /** What the pane shows, in words. */
  get place() {
    return placeOf(this.store.chat(this.chat), this.thread);
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}
