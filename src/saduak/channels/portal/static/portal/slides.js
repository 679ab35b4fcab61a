// Turns the pages of the slideshow. Each page stands for its seconds; who wants to read longer stops it, which is kept
// while the window is open. Without this file the links turn the pages.
(() => {
  "use strict";
  const stage = document.querySelector("[data-next]");
  const turn = document.querySelector(".screen__turn");
  if (!stage || !turn) return;
  const KEPT = "saduak.slides.stopped";
  const stopped = () => sessionStorage.getItem(KEPT) === "yes";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--quiet button--small";
  let timer = 0;
  const wait = () => {
    window.clearTimeout(timer);
    button.textContent = stopped() ? stage.dataset.go : stage.dataset.stop;
    button.setAttribute("aria-pressed", String(stopped()));
    if (stopped() || document.hidden) return;
    timer = window.setTimeout(() => window.location.replace(stage.dataset.next), Number(stage.dataset.seconds) * 1000);
  };
  button.addEventListener("click", () => {
    sessionStorage.setItem(KEPT, stopped() ? "no" : "yes");
    wait();
  });
  document.addEventListener("visibilitychange", wait);
  turn.append(button);
  wait();
})();
