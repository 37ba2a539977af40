/** What a chat says about itself: one grey line in the middle. */

import { nameOf } from "./people.js";
import { t } from "./texts.js";

const LINES = {
  new_chat_members: (message, who) => joined(message.new_chat_members, message.from, who),
  left_chat_member: (message, who) => left(message.left_chat_member, message.from, who),
  new_chat_title: (message, who) => t("{who} renamed the group: {title}", { who, title: message.new_chat_title }),
  new_chat_photo: (message, who) => t("{who} changed the picture of the group", { who }),
  delete_chat_photo: (message, who) => t("{who} removed the picture of the group", { who }),
  group_chat_created: (message, who) => t("{who} created the group", { who }),
  supergroup_chat_created: (message, who) => t("{who} created the group", { who }),
  migrate_to_chat_id: () => t("The group became a supergroup"),
  migrate_from_chat_id: () => t("The group became a supergroup"),
  forum_topic_created: (message, who) => t("{who} opened the topic {title}", { who, title: message.forum_topic_created.name }),
  forum_topic_closed: (message, who) => t("{who} closed the topic", { who }),
  forum_topic_reopened: (message, who) => t("{who} opened the topic again", { who }),
  forum_topic_edited: (message, who) => t("{who} changed the topic", { who }),
  general_forum_topic_hidden: (message, who) => t("{who} hid the topic General", { who }),
  general_forum_topic_unhidden: (message, who) => t("{who} showed the topic General", { who }),
  pinned_message: (message, who) => t("{who} pinned a message", { who }),
  users_shared: (message, who) => t("{who} shared a contact with the bot", { who }),
  chat_shared: (message, who) => t("{who} shared a chat with the bot", { who }),
  write_access_allowed: (message, who) => t("{who} allowed the bot to write", { who }),
};

/** The line for a service message, or null for one that somebody said. */
export function serviceLine(message) {
  const field = Object.keys(LINES).find((name) => name in message);
  return field ? LINES[field](message, nameOf(message.sender_chat ?? message.from)) : null;
}

function joined(people, by, who) {
  if (people.length === 1 && people[0].id === by?.id) return t("{who} joined the group", { who });
  return t("{who} added: {names}", { who, names: people.map(nameOf).join(", ") });
}

function left(person, by, who) {
  if (person.id === by?.id) return t("{who} left the group", { who });
  return t("{who} removed: {names}", { who, names: nameOf(person) });
}
