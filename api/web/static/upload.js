// Sending files in, quicker: files are dropped or chosen, each goes up by itself with a row of its own, and the
// rows say how far each is. Every row comes from the server's own page, so that both ways show the same. Without
// this, the form sends all of them at once, and its page is looked at again by a link.
"use strict";

(function () {
  const AT_ONCE = 2;
  const LOOK_MS = 1500, LOOK_LATER_MS = 5000;
  const rows = document.getElementById("rows");
  const told = document.getElementById("sent-told");
  const form = document.getElementById("upload");
  if (!rows) return;

  let looks = 0, timer = 0;

  function of() {
    // The documents' ids in one word, as the server writes it: their bytes in base64 for addresses.
    const hex = Array.from(rows.querySelectorAll("tr[data-id]")).map(function (row) { return row.dataset.id; }).join("");
    const bytes = hex.match(/../g) || [];
    return btoa(String.fromCharCode.apply(null, bytes.map(function (pair) { return parseInt(pair, 16); })))
      .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function say() {
    const all = rows.querySelectorAll("tr").length;
    const ended = rows.querySelectorAll('tr[data-ended="true"]').length;
    const look = rows.querySelectorAll("tr[data-attention]").length;
    const words = ended + " of " + all + " done" + (look ? ", " + look + " to look at" : "") + ".";
    if (told.textContent !== words) told.textContent = words;
  }

  function parsed(text) {
    return new DOMParser().parseFromString(text, "text/html");
  }

  // Put the server's rows in place of ours; one that somebody is in is left until they leave it.
  function replace(page) {
    page.querySelectorAll("#rows tr[data-id]").forEach(function (fresh) {
      const old = rows.querySelector('tr[data-id="' + fresh.dataset.id + '"]');
      if (old && !old.contains(document.activeElement) && old.innerHTML !== fresh.innerHTML) {
        old.replaceWith(document.importNode(fresh, true));
      }
    });
    const deeds = document.getElementById("deeds"), fresh = page.getElementById("deeds");
    if (deeds && fresh && !deeds.contains(document.activeElement)) deeds.replaceChildren.apply(deeds, Array.from(fresh.childNodes).map(function (n) { return document.importNode(n, true); }));
    say();
  }

  function look() {
    timer = 0;
    if (!rows.querySelector('tr[data-id][data-ended="false"]')) return;
    fetch("/upload/progress?of=" + of(), { credentials: "same-origin", redirect: "error" })
      .then(function (answer) { return answer.ok ? answer.text() : Promise.reject(new Error()); })
      .then(function (text) { replace(parsed(text)); })
      .catch(function () { /* the next look tells */ })
      .finally(later);
  }

  function later() {
    looks += 1;
    if (!timer && rows.querySelector('tr[data-id][data-ended="false"]')) {
      timer = setTimeout(look, looks < 40 ? LOOK_MS : LOOK_LATER_MS);
    }
  }

  if (!form) { // the page of an upload
    say();
    later();
    return;
  }

  const input = document.getElementById("files");
  const drop = document.getElementById("drop");
  const sent = document.getElementById("sent");
  const most = Number(form.dataset.mostMb) * 1048576;
  const waiting = [], failed = [];
  let under = 0;
  document.getElementById("drop-told").hidden = false;

  ["dragenter", "dragover"].forEach(function (kind) {
    drop.addEventListener(kind, function (event) { event.preventDefault(); drop.classList.add("over"); });
  });
  ["dragleave", "drop"].forEach(function (kind) {
    drop.addEventListener(kind, function () { drop.classList.remove("over"); });
  });
  drop.addEventListener("drop", function (event) {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  form.addEventListener("submit", function (event) {
    if (!input.files.length) return; // the server says what is missing
    event.preventDefault();
    take(input.files);
    input.value = "";
  });
  document.getElementById("again-all").addEventListener("click", function () {
    failed.splice(0).forEach(queue);
    start();
  });

  function take(files) {
    sent.hidden = false;
    Array.from(files).forEach(function (file) { queue({ file: file, row: null }); });
    start();
    sent.scrollIntoView({ block: "nearest" });
  }

  function cell(row, number) {
    return row.cells[number];
  }

  function queue(item) {
    const row = document.createElement("tr");
    row.dataset.ended = "false";
    for (let n = 0; n < 3; n += 1) row.insertCell();
    cell(row, 0).textContent = item.file.name;
    const tag = document.createElement("strong");
    tag.className = "govuk-tag govuk-tag--blue";
    tag.textContent = "Uploading";
    const bar = document.createElement("progress");
    bar.max = 1;
    bar.value = 0;
    bar.setAttribute("aria-label", "Uploading " + item.file.name);
    cell(row, 1).append(tag, document.createElement("br"), bar);
    if (item.row) item.row.replaceWith(row); else rows.append(row);
    item.row = row;
    item.bar = bar;
    waiting.push(item);
    say();
  }

  function start() {
    document.getElementById("again-line").hidden = failed.length === 0;
    while (under < AT_ONCE && waiting.length) send(waiting.shift());
  }

  function send(item) {
    if (item.file.size > most) {
      fail(item, "It is larger than " + form.dataset.mostMb + " MB. Split it into smaller documents.");
      return;
    }
    under += 1;
    const body = new FormData();
    ["case", "area", "unfiled"].forEach(function (name) {
      if (form.elements[name]) body.append(name, form.elements[name].value);
    });
    body.append("files", item.file, item.file.name);
    const request = new XMLHttpRequest();
    request.open("POST", "/upload");
    request.upload.addEventListener("progress", function (event) {
      if (event.lengthComputable) item.bar.value = event.loaded / event.total;
    });
    request.addEventListener("load", function () { under -= 1; answered(item, request); start(); });
    request.addEventListener("error", function () {
      under -= 1;
      fail(item, "The connection broke off. Nothing was kept of it.");
      start();
    });
    request.send(body);
  }

  function answered(item, request) {
    const page = parsed(request.responseText);
    const fresh = page.querySelector("#rows tr");
    if (request.status === 200 && fresh) {
      const row = document.importNode(fresh, true);
      item.row.replaceWith(row);
      if (row.dataset.id) {
        document.getElementById("progress-link").href = "/upload/progress?of=" + of();
        later();
      }
      say();
      return;
    }
    const why = page.querySelector(".govuk-error-summary__list, main .lead, main h1");
    fail(item, why ? why.textContent.trim() : "It was not accepted.");
  }

  function fail(item, why) {
    item.row.dataset.ended = "true";
    item.row.dataset.attention = "true";
    const tag = document.createElement("strong");
    tag.className = "govuk-tag govuk-tag--red";
    tag.textContent = "Not accepted";
    cell(item.row, 1).replaceChildren(tag);
    cell(item.row, 2).textContent = why;
    failed.push(item);
    document.getElementById("again-line").hidden = false;
    say();
  }
})();
