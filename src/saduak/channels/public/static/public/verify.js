// Reads the signed token behind the # of a licence's address: with network it compares it with the page, which comes
// from the register; without, it tells what the token, the kept keys and the kept list of statuses say. Nothing of the
// token is sent anywhere.
(() => {
  const here = document.querySelector("[data-check]");
  if (!here) return;
  const PURPOSE = { licence: "saduak.licence\0", status: "saduak.status\0" };
  const DAY = 86_400_000;
  const LONGEST = 2_000;
  const utf8 = new TextEncoder();

  class Wrong extends Error {}

  const bytesOf = (text) => {
    if (!/^[A-Za-z0-9_-]+$/.test(text) || text.length > LONGEST) throw new Wrong("unreadable");
    try {
      return Uint8Array.from(atob(text.replaceAll("-", "+").replaceAll("_", "/")), (each) => each.charCodeAt(0));
    } catch {
      throw new Wrong("unreadable");
    }
  };

  const readerOf = (content) => {
    let at = 0;
    const take = (size) => {
      if (at + size > content.length) throw new Wrong("unreadable");
      at += size;
      return content.slice(at - size, at);
    };
    const day = () => new DataView(take(2).buffer).getUint16(0);
    const text = () => {
      try {
        return new TextDecoder("utf-8", { fatal: true }).decode(take(take(1)[0]));
      } catch {
        throw new Wrong("unreadable");
      }
    };
    return { take, day, text, isEmpty: () => at === content.length };
  };

  const hex = (bytes) => [...bytes].map((each) => each.toString(16).padStart(2, "0")).join("");
  const iso = (days) => (days ? new Date(days * DAY).toISOString().slice(0, 10) : "");

  const unpacked = (payload) => {
    if (!payload.length) throw new Wrong("unreadable");
    if (payload[0] !== 1) throw new Wrong("later");
    const reader = readerOf(payload.slice(1));
    const token = { key: hex(reader.take(4)), issued: iso(reader.day()), expires: iso(reader.day()) };
    token.digest = hex(reader.take(8));
    for (const name of ["code", "number", "form", "holder"]) token[name] = reader.text();
    if (!reader.isEmpty()) throw new Wrong("unreadable");
    return token;
  };

  const holds = async (key, purpose, message, signature) => {
    let known;
    try {
      known = await crypto.subtle.importKey("raw", bytesOf(key), "Ed25519", false, ["verify"]);
    } catch {
      throw new Wrong("old_browser");
    }
    const signed = new Uint8Array([...utf8.encode(purpose), ...message]);
    return crypto.subtle.verify("Ed25519", known, signature, signed);
  };

  const read = async (text, keys) => {
    const whole = bytesOf(text);
    const payload = whole.slice(0, -64);
    const token = unpacked(payload);
    if (!Object.hasOwn(keys, token.key)) throw new Wrong("stranger");
    if (!(await holds(keys[token.key], PURPOSE.licence, payload, whole.slice(-64)))) throw new Wrong("forged");
    return token;
  };

  const fetched = async (address) => {
    const found = await fetch(address);
    if (!found.ok) throw new Error(found.statusText);
    return found.json();
  };

  const keysHere = async () => {
    try {
      return (await fetched(here.dataset.keys)).keys;
    } catch {
      throw new Wrong("no_keys");
    }
  };

  const listHere = async (keys) => {
    try {
      const said = await fetched(here.dataset.statuses);
      const isOurs = await holds(keys[said.key], PURPOSE.status, utf8.encode(said.list), bytesOf(said.signature));
      return isOurs ? JSON.parse(said.list) : null;
    } catch {
      return null;
    }
  };

  const show = (element) => element && (element.hidden = false);
  const outcome = (name) => {
    for (const each of here.querySelectorAll("[data-outcome]")) each.hidden = each.dataset.outcome !== name;
    for (const each of here.querySelectorAll("[data-means]")) each.hidden = each.dataset.means !== name;
  };
  const language = document.documentElement.lang === "en" ? "en-GB" : "th-TH-u-ca-buddhist";
  const inWords = (date, more) =>
    new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "Asia/Bangkok", ...more }).format(date);
  const today = () => new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Bangkok" }).format(new Date());
  const codeHere = () => /\/v\/([0-9A-Za-z]{10})\/?$/.exec(location.pathname)?.[1].toUpperCase() ?? "";
  const tokenHere = () => location.hash.slice(1);

  const statusOf = (token, list) => {
    const ordered = list?.statuses[token.code];
    if (ordered) return ordered;
    if (token.expires && token.expires < today()) return "expired";
    return list ? "valid" : "unknown";
  };

  const tellFacts = (token) => {
    const facts = here.querySelector("[data-facts]");
    const fill = (name, text) => (facts.querySelector(`[data-fact="${name}"]`).textContent = text);
    for (const name of ["holder", "number", "form"]) fill(name, token[name]);
    fill("issued", inWords(new Date(token.issued)));
    const { endless } = facts.querySelector('[data-fact="expires"]').dataset;
    fill("expires", token.expires ? inWords(new Date(token.expires)) : endless);
    show(facts);
  };

  const tellAge = (list) => {
    const made = new Date(list.made_at);
    here.querySelector("[data-moment]").textContent = inWords(made, { timeStyle: "short" });
    show(here.querySelector("[data-as-of]"));
    if (Date.now() - made > DAY) show(here.querySelector("[data-stale]"));
  };

  const judgeAlone = async () => {
    if (!tokenHere()) throw new Wrong("no_token");
    const keys = await keysHere();
    const token = await read(tokenHere(), keys);
    if (token.code !== codeHere()) throw new Wrong("differs");
    const list = await listHere(keys);
    tellFacts(token);
    if (list) tellAge(list);
    return statusOf(token, list);
  };

  const judgeBesidePage = async () => {
    const token = await read(tokenHere(), await keysHere());
    const isSame = ["code", "number", "issued", "expires", "digest"].every((name) => token[name] === here.dataset[name]);
    if (!isSame) throw new Wrong("differs");
    return "holds";
  };

  const judged = async (judge) => {
    try {
      return await judge();
    } catch (problem) {
      return problem instanceof Wrong ? problem.message : "unreadable";
    }
  };

  const tell = async () => {
    if ("offline" in here.dataset) {
      const found = await judged(judgeAlone);
      outcome(found);
      here.querySelector("[data-standing]").className = `standing standing--${found}`;
      return;
    }
    const box = here.querySelector("[data-token]");
    if (!box || !tokenHere()) return;
    const found = await judged(judgeBesidePage);
    if (found === "no_keys") return;
    outcome(found);
    box.classList.add(`token--${found}`);
    show(box);
  };

  const keepForLater = async () => {
    if (!here.dataset.worker || !("serviceWorker" in navigator)) return;
    try {
      await navigator.serviceWorker.register(here.dataset.worker);
      await navigator.serviceWorker.ready;
      await fetched(here.dataset.statuses);
      for (const each of document.querySelectorAll("[data-ready]")) show(each);
    } catch {
      // Storage full or switched off: the page works as it did, with network only.
    }
  };

  const boundFile = () => {
    const form = document.querySelector("[data-file-form]");
    form?.addEventListener("submit", (event) => {
      const [file] = form.elements.file.files;
      const isTooLarge = Boolean(file) && file.size > Number(form.dataset.most);
      form.querySelector("[data-too-large]").hidden = !isTooLarge;
      if (isTooLarge) event.preventDefault();
    });
  };

  addEventListener("hashchange", tell);
  boundFile();
  tell();
  keepForLater();
})();
