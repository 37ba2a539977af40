/** The messages of one chat as one person sees them, kept up to date piece by piece. */

/** `loaded` resolves after the first fetch; `onchange` is called when something differs. */
export class Timeline {
  constructor(api, feed, chat, viewer, onchange) {
    Object.assign(this, { api, feed, chat, viewer, onchange });
    this.messages = new Map();
    this.sorted = [];
    this.firstNewest = null;
    this.seenSeq = 0;
    this.running = null;
    this.again = false;
    this.loaded = this.refresh();
  }

  /** Fetches what changed since the last time; calls while one is under way lead to one more. */
  refresh() {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.#fetch().finally(() => {
      this.running = null;
      if (this.again) {
        this.again = false;
        this.refresh();
      }
    });
    return this.running;
  }

  newest() {
    return this.sorted.at(-1);
  }

  get(id) {
    return this.messages.get(id);
  }

  /** Unread messages by topic: talk of others after `markOf(topic)`. */
  unreadByTopic(reader, markOf) {
    const counts = new Map();
    for (const message of this.sorted) {
      const topic = topicOf(message);
      const isNew = message.message_id > markOf(topic) && message.from?.id !== reader && isTalk(message);
      if (isNew) counts.set(topic, (counts.get(topic) ?? 0) + 1);
    }
    return counts;
  }

  async #fetch() {
    const since = this.feed.lastSeq;
    const query = { user: this.viewer, changed_after: this.seenSeq || undefined };
    let found;
    try {
      found = await this.api.get(`/_emu/chats/${this.chat}/messages`, query);
    } catch {
      this.firstNewest ??= 0;
      return;
    }
    this.seenSeq = since;
    if (this.#merge(found)) this.onchange();
    this.firstNewest ??= this.newest()?.message_id ?? 0;
  }

  #merge(found) {
    let changed = false;
    for (const message of found) {
      const before = this.messages.get(message.message_id);
      if (message.deleted) {
        changed = this.messages.delete(message.message_id) || changed;
        continue;
      }
      message.signature = JSON.stringify(message);
      if (before?.signature === message.signature) continue;
      this.messages.set(message.message_id, message);
      changed = true;
    }
    if (changed) this.sorted = [...this.messages.values()].sort((a, b) => a.message_id - b.message_id);
    return changed;
  }
}

/** Whether somebody says something, as opposed to a line about the chat. */
export function isTalk(message) {
  return ["text", "photo", "document", "poll", "video", "voice", "sticker", "animation", "audio", "location", "contact", "venue"].some(
    (field) => field in message,
  );
}

/** The topic of a message; General's messages carry none, and 0 stands for it. */
export function topicOf(message) {
  return message.is_topic_message || message.forum_topic_created ? (message.message_thread_id ?? message.message_id) : 0;
}
