// The disclosure desk, quicker: one key for each step, and adding by selecting text. Without it the desk works
// by links and buttons alone.
"use strict";

(function () {
  const panel = document.getElementById("panel");
  if (!panel) return;

  // n, p: the next and the previous one. a, k, r: press the button that says so. /: search. u: undo.
  const KEYS = { n: "next", p: "before", a: "accept", k: "keep", r: "remove", u: "undo", "/": "search" };

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const typing = event.target.closest("input, textarea, select");
    if (typing) return;
    const wanted = KEYS[event.key];
    const target = wanted && document.querySelector('[data-key="' + wanted + '"]');
    if (!target) return;
    event.preventDefault();
    target.click();
  });

  // Text that is selected in the document fills the form that adds it.
  const form = document.getElementById("add-form");
  const place = document.getElementById("add-place");
  const shown = document.getElementById("add-shown");

  function offset(node, within) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    const piece = element && element.closest("[data-start]");
    if (!piece || !within.contains(piece)) return null;
    return { piece: piece, start: Number(piece.dataset.start) };
  }

  // Offsets in the document are code points; a browser's are UTF-16 units.
  function points(text, units) {
    return Array.from(text.slice(0, units)).length;
  }

  document.addEventListener("selectionchange", function () {
    const text = document.getElementById("document");
    const selection = document.getSelection();
    if (!form || !text || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const first = offset(range.startContainer, text);
    const last = offset(range.endContainer, text);
    if (!first || !last) return;
    const start = first.start + points(range.startContainer.textContent, range.startOffset);
    const end = last.start + points(range.endContainer.textContent, range.endOffset);
    if (end <= start) return;
    place.value = start + "-" + end;
    shown.textContent = selection.toString().slice(0, 200);
    form.hidden = false;
  });
})();
