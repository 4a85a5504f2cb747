// The disclosure desk, quicker: one key for each step, and adding by selecting text, with the mouse or by the
// keyboard. Without it the desk works by links, buttons and the search alone.
"use strict";

(function () {
  const panel = document.getElementById("panel");
  if (!panel) return;
  const paper = document.getElementById("document");
  const form = document.getElementById("add-form");
  const place = document.getElementById("add-place");
  const shown = document.getElementById("add-shown");
  const told = document.getElementById("add-told");

  // n, p: the next and the previous one. a, k, r: press the button that says so. /: search. u: undo. s: select.
  const KEYS = { n: "next", p: "before", a: "accept", k: "keep", r: "remove", u: "undo", "/": "search" };
  const ARROWS = { ArrowLeft: ["backward", "word"], ArrowRight: ["forward", "word"],
                   ArrowUp: ["backward", "line"], ArrowDown: ["forward", "line"] };
  let pressed = false;

  // What is decided on is in sight, wherever in the document it stands.
  const here = paper && paper.querySelector(".d.here");
  if (here && window.matchMedia("(min-width: 901px)").matches) {
    here.scrollIntoView({ block: "center" });
    panel.focus({ preventScroll: true });
  }

  document.addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    if (event.target.closest("input, textarea, select")) return;
    if (selecting(event)) { event.preventDefault(); return; }
    const wanted = KEYS[event.key];
    const target = wanted && document.querySelector('[data-key="' + wanted + '"]');
    if (!target || event.repeat || pressed) return;
    event.preventDefault();
    pressed = true; // a page that is about to go takes no second step
    target.click();
  });
  window.addEventListener("pageshow", function () { pressed = false; });

  // True where the key was one of those that go about in the document and select.
  function selecting(event) {
    const selection = document.getSelection();
    if (!form || !paper) return false;
    if (event.key === "s") {
      const from = paper.querySelector(".d.here") || paper.querySelector("[data-start]");
      paper.focus({ preventScroll: true });
      if (from) selection.collapse(from.firstChild || from, 0);
      if (from) from.scrollIntoView({ block: "center" });
      say("In the document. Arrow keys go from word to word, with Shift they select.");
      return true;
    }
    if (document.activeElement !== paper) return false;
    if (event.key === "Escape") {
      selection.removeAllRanges();
      panel.focus();
      return true;
    }
    if (event.key === "Enter" && !form.hidden) {
      form.querySelector("select").focus();
      return true;
    }
    const way = ARROWS[event.key];
    if (!way) return false;
    selection.modify(event.shiftKey ? "extend" : "move", way[0], way[1]);
    if (event.shiftKey) say(trimmed(selection));
    else say(word(selection));
    return true;
  }

  function say(words) {
    if (told) told.textContent = words;
  }

  function trimmed(selection) {
    return selection.toString().replace(/\s+/g, " ").trim();
  }

  // The words after the caret, for whoever cannot see where it is.
  function word(selection) {
    const text = selection.focusNode && selection.focusNode.textContent || "";
    return text.slice(selection.focusOffset, selection.focusOffset + 30);
  }

  // Where in the document a place on the page is. Its text is in pieces that say where they start; offsets in
  // the document are code points, a browser's are UTF-16 units.
  function offset(node, units) {
    if (node.nodeType !== Node.TEXT_NODE) {
      const child = node.childNodes[units];
      const next = child && (child.matches && child.matches("[data-start]") ? child : child.querySelector && child.querySelector("[data-start]"));
      return next ? Number(next.dataset.start) : null;
    }
    const piece = node.parentElement && node.parentElement.closest("[data-start]");
    if (!piece || !paper.contains(piece)) return null;
    if (node.parentElement.classList.contains("hidden")) return Number(piece.dataset.start) + points(piece.firstChild.textContent);
    return Number(piece.dataset.start) + points(node.textContent.slice(0, units));
  }

  function points(text) {
    return Array.from(text).length;
  }

  // Text that is selected in the document fills the form that adds it; what is selected beyond it is left out.
  document.addEventListener("selectionchange", function () {
    const selection = document.getSelection();
    if (!form || !paper || !selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    let start = offset(range.startContainer, range.startOffset);
    let end = offset(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    const words = selection.toString();
    start += words.length - words.trimStart().length;
    end -= words.length - words.trimEnd().length;
    if (end <= start) return;
    place.value = start + "-" + end;
    shown.textContent = trimmed(selection).slice(0, 200);
    form.hidden = false;
  });
})();
