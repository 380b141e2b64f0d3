// What somebody has folded away stays folded in this browser.

for (const part of document.querySelectorAll("details[data-remember]")) {
  const name = `folded-${part.dataset.remember}`;
  try {
    if (localStorage.getItem(name)) part.open = false;
    part.addEventListener("toggle", () => {
      if (part.open) localStorage.removeItem(name);
      else localStorage.setItem(name, "1");
    });
  } catch {
    // A private window may forbid storage: it then is open each time.
  }
}
