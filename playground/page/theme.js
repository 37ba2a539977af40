/* Before the first paint: the choice between light and dark, if somebody made one. */
(() => {
  const chosen = localStorage.getItem("playground.theme");
  if (chosen) document.documentElement.dataset.theme = chosen;
})();
