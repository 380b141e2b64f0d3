// Suggests names while one is typed. Without it the name is typed in full.

const WAIT = 180;
const lists = new Map();

const listOf = (input) => {
  if (!lists.has(input)) {
    const made = document.createElement("datalist");
    made.id = `names-${lists.size}`;
    document.body.append(made);
    input.setAttribute("list", made.id);
    lists.set(input, made);
  }
  return lists.get(input);
};

const suggest = async (input) => {
  const text = input.value.trim();
  if (!text) return;
  const answer = await fetch(`${input.dataset.names}?q=${encodeURIComponent(text)}`, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!answer.ok || input.value.trim() !== text) return;
  const { names } = await answer.json();
  listOf(input).replaceChildren(
    ...names.map((name) => {
      const option = document.createElement("option");
      option.value = name;
      return option;
    }),
  );
};

let timer;
document.addEventListener("input", ({ target }) => {
  if (!target.matches("[data-names]")) return;
  clearTimeout(timer);
  timer = setTimeout(() => suggest(target), WAIT);
});
