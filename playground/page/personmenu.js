/** What a person can do with the open chat besides writing. */

import { ask } from "./popups.js";
import { t } from "./texts.js";

/** The items of the menu in a conversation's header. */
export function personMenu(pane) {
  const { user, chat } = pane;
  const item = (words, run) => ({ label: words, node: words, run });
  if (chat === user) {
    const isBlocked = pane.store.users.get(user).blocked;
    return [isBlocked ? item(t("Unblock the bot"), () => quietly(pane, "unblock", { user })) : item(t("Block the bot"), () => quietly(pane, "block", { user }))];
  }
  return [
    item(t("Open the chat with the bot"), () => pane.open(user, user)),
    item(t("Leave the group"), () => leave(pane)),
  ];
}

async function quietly(pane, act, body) {
  await pane.attempt(() => pane.api.act(act, body));
  pane.store.touch(pane.chat);
  pane.store.reloadSoon();
}

async function leave(pane) {
  const { user, chat } = pane;
  const yes = await ask({
    title: t("Leave the group?"),
    text: pane.place,
    buttons: [{ label: t("Leave the group"), value: true }, { label: t("Stay"), value: false, main: true }],
  });
  if (!yes) return;
  await quietly(pane, "leave", { user, chat });
  pane.open(user, user);
}
