"use strict";
// What pages can do beyond links and forms: keep a selection, copy, switch the theme, send and delete files.

const all = (selector, within = document) => Array.from(within.querySelectorAll(selector));

for (const element of all(".needs-script")) element.hidden = false;

if (matchMedia("(max-width: 56rem)").matches) {
  for (const facets of all("details.facets")) facets.open = false;
}

const themeSwitch = document.querySelector("[data-theme-switch]");
themeSwitch?.addEventListener("click", () => {
  const root = document.documentElement;
  const dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  root.dataset.theme = dark ? "light" : "dark";
  document.cookie = `kamnot_theme=${root.dataset.theme}; path=/; max-age=31536000; samesite=lax`;
});

const announce = (button) => {
  const former = button.textContent;
  button.textContent = button.dataset.copied;
  setTimeout(() => { button.textContent = former; }, 2000);
};
for (const button of all("[data-copy]")) {
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch { // only secure addresses have a clipboard
      const area = document.createElement("textarea");
      area.value = button.dataset.copy;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    announce(button);
  });
}

const basket = document.getElementById("basket");
if (basket) {
  const kept = new Set(JSON.parse(sessionStorage.getItem("kamnot-basket") ?? "[]"));
  const boxes = all('input[name="passage"]');
  const show = () => {
    sessionStorage.setItem("kamnot-basket", JSON.stringify([...kept]));
    for (const box of boxes) box.checked = kept.has(box.value);
    basket.hidden = kept.size === 0;
    const numbers = document.documentElement.lang === "km" ? "km-KH-u-nu-khmr" : "en";
    basket.querySelector("[data-basket-count]").textContent = kept.size.toLocaleString(numbers);
    for (const stale of all('input[type="hidden"]', basket)) stale.remove();
    const here = new Set(boxes.map((box) => box.value));
    for (const id of kept) { // chosen on other pages
      if (here.has(id)) continue;
      const field = document.createElement("input");
      field.type = "hidden";
      field.name = "passage";
      field.value = id;
      basket.append(field);
    }
  };
  for (const box of boxes) {
    box.addEventListener("change", () => {
      if (box.checked) kept.add(box.value); else kept.delete(box.value);
      show();
    });
  }
  basket.querySelector("[data-basket-clear]").addEventListener("click", () => { kept.clear(); show(); });
  show();
}

const problem = (request, lost) => {
  try { return JSON.parse(request.responseText).error.message; } catch { return request.status ? `HTTP ${request.status}` : lost; }
};

const upload = document.querySelector("[data-upload]");
if (upload) {
  const words = upload.dataset;
  const key = upload.querySelector("#key");
  const outcomes = upload.querySelector("[data-outcomes]");
  const drop = upload.querySelector("[data-drop]");
  const waiting = [];
  let busy = false;

  const send = (file, line) => new Promise((done) => {
    const state = line.querySelector("output");
    const progress = line.querySelector("progress");
    const request = new XMLHttpRequest();
    request.open("POST", "/v1/documents");
    request.setRequestHeader("Authorization", `Bearer ${key.value}`);
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) progress.value = event.loaded / event.total;
      if (event.loaded === event.total) { state.textContent = words.reading; progress.removeAttribute("value"); }
    });
    request.addEventListener("loadend", () => {
      progress.remove();
      if (request.status === 201) {
        const id = JSON.parse(request.responseText).document_id;
        const link = document.createElement("a");
        link.href = `/documents/${encodeURIComponent(id)}`;
        link.textContent = words.added;
        state.replaceChildren(link);
      } else {
        state.textContent = `${words.failed}: ${problem(request, words.lost)}`;
      }
      done();
    });
    const form = new FormData();
    form.append("file", file);
    request.send(form);
  });

  const work = async () => {
    if (busy) return;
    busy = true;
    while (waiting.length) await send(...waiting.shift()); // one by one: an archive has one writer
    busy = false;
  };
  const take = (files) => {
    if (!key.reportValidity()) return;
    for (const file of files) {
      const line = document.createElement("li");
      const name = document.createElement("bdi");
      name.textContent = file.name;
      const progress = document.createElement("progress");
      progress.value = 0;
      progress.setAttribute("aria-label", file.name);
      const state = document.createElement("output");
      state.textContent = words.sending;
      line.append(name, progress, state);
      outcomes.prepend(line);
      waiting.push([file, line]);
    }
    work();
  };
  const files = upload.querySelector("#files");
  files.addEventListener("change", () => { take(files.files); files.value = ""; });
  upload.addEventListener("submit", (event) => event.preventDefault());
  for (const name of ["dragenter", "dragover"]) {
    drop.addEventListener(name, (event) => { event.preventDefault(); drop.classList.add("over"); });
  }
  for (const name of ["dragleave", "drop"]) drop.addEventListener(name, () => drop.classList.remove("over"));
  drop.addEventListener("drop", (event) => { event.preventDefault(); take(event.dataTransfer.files); });
}

for (const button of all("[data-delete]")) {
  button.addEventListener("click", async () => {
    if (!confirm(button.dataset.sure)) return;
    const key = prompt(button.dataset.keyLabel);
    if (!key) return;
    const outcome = button.parentElement.querySelector("output");
    try {
      const response = await fetch(`/v1/documents/${button.dataset.delete}`, {
        method: "DELETE", headers: { Authorization: `Bearer ${key}` },
      });
      outcome.textContent = response.status === 204 ? button.dataset.done : (await response.json()).error.message;
      button.disabled = response.status === 204;
    } catch {
      outcome.textContent = button.dataset.failed;
    }
  });
}
