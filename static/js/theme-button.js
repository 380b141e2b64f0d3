// A button with data-theme-toggle switches between light and dark; the choice is remembered
// for theme.js. Deferred, so that the buttons are there.
(() => {
  const root = document.documentElement;
  const wantsDark = matchMedia("(prefers-color-scheme: dark)");

  const keep = (theme) => {
    try {
      localStorage.setItem("theme", theme);
    } catch {
      // The choice then lasts as long as the page.
    }
  };

  const isDark = () => (root.dataset.theme ?? (wantsDark.matches ? "dark" : "light")) === "dark";

  const show = () => {
    for (const button of document.querySelectorAll("[data-theme-toggle]")) {
      button.hidden = false;
      button.setAttribute("aria-pressed", String(isDark()));
    }
  };

  document.addEventListener("click", (event) => {
    if (!event.target.closest?.("[data-theme-toggle]")) return;
    root.dataset.theme = isDark() ? "light" : "dark";
    keep(root.dataset.theme);
    show();
  });
  wantsDark.addEventListener("change", show);
  show();
})();
