/** The strip above everything: what this is, the time, and the page's own switches. */

import { el, icon, iconButton } from "./dom.js";
import { menuButton } from "./popups.js";
import { chooseLanguage, currentLanguage, LANGUAGES, t } from "./texts.js";

const THEME = "playground.theme";

/** `acts`: `startOver()`, `split()`, `workshop()`, `guide()`. */
export function toolbar(clock, acts, { hasStory }) {
  const workshop = tool("wrench", t("Workshop"), acts.workshop, "workshop");
  const split = tool("split", t("Side by side"), acts.split, "split");
  split.setAttribute("aria-pressed", "false");
  const node = el(
    "header", { class: "strip" },
    el(
      "div", { class: "brand" },
      el("h1", {}, t("Playground, not Telegram")), el("p", {}, t("Everything stays on this machine.")), languageButton(), themeButton(),
    ),
    el(
      "div", { class: "tools", role: "group", "aria-label": t("Playground") },
      clock.words, clock.next, hasStory ? tool("check", t("Guide"), acts.guide, "guide") : null, split, workshop,
      tool("restart", t("Start over"), acts.startOver, "start_over"),
    ),
  );
  return { node, workshop, split };
}

function tool(picture, label, onclick, control) {
  return el("button", { type: "button", class: `tool tool-${control}`, "data-control": control, title: label, onclick }, icon(picture), el("span", { class: "tool-words" }, label));
}

function languageButton() {
  const button = el("button", { type: "button", class: "tool", title: t("Language"), "aria-label": t("Language: {name}", { name: LANGUAGES[currentLanguage()] }) }, currentLanguage().toUpperCase());
  const items = () =>
    Object.entries(LANGUAGES).map(([code, name]) => ({
      label: name, node: el("span", { lang: code }, name), chosen: code === currentLanguage(),
      run: () => {
        chooseLanguage(code);
        location.reload();
      },
    }));
  return el("div", { class: "menu-place" }, menuButton(button, t("Language"), items));
}

function themeButton() {
  return iconButton("theme", t("Light or dark"), () => {
    const root = document.documentElement;
    const isDark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = isDark ? "light" : "dark";
    localStorage.setItem(THEME, root.dataset.theme);
  }, { class: "icon-button tool" });
}
