// A page of a form asks the server which further questions an answer brings. Whatever is typed while the answer is on
// its way stays: what differs from what was sent is put back after the swap. Without scripts nothing of this is needed.
(() => {
  const controls = () => [...document.querySelectorAll("#questions [name]")].filter((each) => each.type !== "file");
  const isTicked = (each) => each.type === "radio" || each.type === "checkbox";
  const keyOf = (each) => (isTicked(each) ? `${each.name}=${each.value}` : each.name);
  const stateOf = (each) => (isTicked(each) ? each.checked : each.value);
  const read = () => new Map(controls().map((each) => [keyOf(each), stateOf(each)]));
  let sent = new Map();
  let typed = new Map();

  document.addEventListener("htmx:beforeRequest", () => {
    sent = read();
  });
  document.addEventListener("htmx:beforeSwap", () => {
    typed = new Map([...read()].filter(([key, state]) => sent.has(key) && sent.get(key) !== state));
  });
  document.addEventListener("htmx:afterSwap", () => {
    for (const each of controls()) {
      if (!typed.has(keyOf(each))) continue;
      if (isTicked(each)) each.checked = typed.get(keyOf(each));
      else each.value = typed.get(keyOf(each));
    }
    typed = new Map();
  });
})();
