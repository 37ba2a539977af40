/** What the page knows: people, chats and messages as each person sees them, and what each has read. */

import { merged } from "./dom.js";
import { Timeline, topicOf } from "./timeline.js";

const FEW_PEOPLE = 50;
const MANY_PEOPLE = 150;
const MANY_CHATS = 100;
const PRESENT = new Set(["creator", "administrator", "member", "restricted"]);
const BETWEEN_LOADS = 300;
const BETWEEN_REFRESHES = 30;

/** Dispatches "world" (people, chats), "messages" (`detail.chat`, `detail.viewer`) and "read". */
export class Store extends EventTarget {
  constructor(api, feed) {
    super();
    this.api = api;
    this.feed = feed;
    this.bot = null;
    this.users = new Map();
    this.chats = new Map();
    this.timelines = new Map();
    this.dirty = new Set();
    this.readMarks = new Map();
    this.watched = new Set();
    this.reloadSoon = merged(() => this.load().catch(() => {}), BETWEEN_LOADS);
    this.refreshSoon = merged(() => this.#refreshDirty(), BETWEEN_REFRESHES);
    feed.addEventListener("entry", (event) => this.#onEntry(event.detail));
    feed.addEventListener("back", () => this.refreshAll());
  }

  /** Loads people and chats, and for their unread marks the chats of whom is watched. */
  async load() {
    const state = await this.api.get("/_emu/state");
    this.bot = state.bot;
    this.users = new Map(state.users.filter((user) => !user.deleted).map((user) => [user.id, user]));
    this.chats = new Map(state.chats.filter((chat) => chat.type !== "private" && !chat.deleted && !chat.migrated_to).map((chat) => [chat.id, chat]));
    this.#tell("world", {});
    this.watched = this.#watched();
    if (!this.watched.size) return;
    const wanted = [...this.watched].map((user) => this.timeline(user, user));
    for (const chat of this.chats.values()) {
      const member = [...this.users.keys()].find((user) => this.isMember(chat, user));
      if (member) wanted.push(this.timeline(chat.id, member));
    }
    await Promise.all(wanted.map((timeline) => timeline.loaded));
  }

  /** Everybody when they are few; else who has started the bot, as others have nothing to read; nobody where those are very many. */
  #watched() {
    const people = [...this.users.values()];
    const found = people.length > FEW_PEOPLE ? people.filter((user) => user.started) : people;
    return new Set(found.length > MANY_PEOPLE ? [] : found.map((user) => user.id));
  }

  isMember(chat, user) {
    return PRESENT.has(this.member(chat, user)?.status);
  }

  /** The standing of a person in a group, if there is one. */
  member(chat, user) {
    return chat?.members?.find((member) => member.user.id === user);
  }

  /** The chats a person sees: the private one with the bot and the groups, the newest talk first. */
  chatsOf(user) {
    const groups = [...this.chats.values()].filter((chat) => this.isMember(chat, user));
    const all = [this.privateChat(user), ...groups];
    return all.sort((a, b) => (this.newest(b.id)?.date ?? 0) - (this.newest(a.id)?.date ?? 0));
  }

  /** Fetches what was said in the chats a person sees, so that their list can tell the last words; not where these are very many. */
  lookInto(user) {
    const chats = this.chatsOf(user);
    if (chats.length > MANY_CHATS) return;
    for (const chat of chats) if (!this.anyTimeline(chat.id)) this.timeline(chat.id, user);
  }

  privateChat(user) {
    return { id: user, type: "private", title: this.bot?.first_name ?? this.bot?.username ?? "", members: [] };
  }

  chat(id) {
    return this.chats.get(id) ?? (this.users.has(id) ? this.privateChat(id) : undefined);
  }

  /** The messages of a chat as one person sees them; fetched at the first asking. */
  timeline(chat, viewer) {
    const key = `${chat}:${viewer}`;
    if (!this.timelines.has(key)) {
      this.timelines.set(key, new Timeline(this.api, this.feed, chat, viewer, () => this.#tell("messages", { chat, viewer })));
    }
    return this.timelines.get(key);
  }

  /** Any view of a chat that is there already. */
  anyTimeline(chat) {
    return [...this.timelines.values()].find((timeline) => timeline.chat === chat);
  }

  newest(chat) {
    return this.anyTimeline(chat)?.newest();
  }

  /** The topic of a chat where somebody spoke last; 0 for General and for chats without topics. */
  newestTopic(chat) {
    const newest = this.chats.get(chat)?.is_forum ? this.newest(chat) : null;
    return newest ? topicOf(newest) : 0;
  }

  /** Unread messages of a chat by topic (0 for General and for chats without topics). */
  unreadByTopic(chat, user) {
    const timeline = this.anyTimeline(chat);
    if (!timeline || timeline.firstNewest === null) return new Map();
    return timeline.unreadByTopic(user, (topic) => this.readMarks.get(`${chat}:${user}:${topic}`) ?? timeline.firstNewest);
  }

  /** How many messages of others came since the person last looked. */
  unread(chat, user) {
    return [...this.unreadByTopic(chat, user).values()].reduce((sum, count) => sum + count, 0);
  }

  /** All unread messages of a person who is watched. */
  unreadOf(user) {
    if (!this.watched.has(user)) return 0;
    return this.chatsOf(user).reduce((sum, chat) => sum + this.unread(chat.id, user), 0);
  }

  /** The person has seen everything that is in the topic now. */
  markRead(chat, user, topic) {
    const key = `${chat}:${user}:${topic}`;
    const newest = this.newest(chat)?.message_id ?? 0;
    if (this.readMarks.get(key) === newest) return;
    const before = this.unreadByTopic(chat, user).get(topic);
    this.readMarks.set(key, newest);
    if (before) this.#tell("read", {});
  }

  /** Something happened in a chat: look again soon. */
  touch(chat) {
    this.dirty.add(chat);
    this.refreshSoon();
  }

  refreshAll() {
    this.reloadSoon();
    for (const timeline of this.timelines.values()) this.touch(timeline.chat);
  }

  #onEntry(entry) {
    if (entry.chat !== undefined) this.touch(entry.chat);
    const update = entry.update;
    if (!update) return;
    const message = update.message ?? update.edited_message ?? update.callback_query?.message;
    if (message) this.touch(message.chat.id);
    const moved = ["my_chat_member", "chat_member"].some((kind) => kind in update) || (message && isAboutTheChat(message));
    if (moved) this.reloadSoon();
  }

  #refreshDirty() {
    const chats = new Set(this.dirty);
    this.dirty.clear();
    for (const timeline of this.timelines.values()) if (chats.has(timeline.chat)) timeline.refresh();
  }

  #tell(name, detail) {
    this.dispatchEvent(new CustomEvent(name, { detail }));
  }
}

const ABOUT_THE_CHAT = [
  "new_chat_members", "left_chat_member", "new_chat_title", "group_chat_created", "supergroup_chat_created", "migrate_to_chat_id",
  "migrate_from_chat_id", "forum_topic_created", "forum_topic_closed", "forum_topic_reopened", "forum_topic_edited",
];

function isAboutTheChat(message) {
  return ABOUT_THE_CHAT.some((field) => field in message);
}
