// What a page gains with scripts: a held button, suggestions for people, focus on a refusal. Everything works without.
"use strict";
(function () {
  var box = document.querySelector("[data-focus]");
  if (box) { box.focus(); }

  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (form.method !== "post" || form.hasAttribute("data-sent")) { return; }
    form.setAttribute("data-sent", "");
    var button = form.querySelector("button.primary[data-busy]");
    if (button) { setTimeout(function () { button.textContent = button.getAttribute("data-busy"); }, 0); }
    setTimeout(function () { form.removeAttribute("data-sent"); }, 8000);
  });

  // A list on paper.
  var print = document.querySelector("[data-print]");
  if (print) { print.addEventListener("click", function () { window.print(); }); }

  // Rows copied from a spreadsheet into a cell of a table: the server puts them into rows, as it does with the text below the table.
  document.addEventListener("paste", function (event) {
    var field = event.target;
    if (!field.closest || field.tagName === "TEXTAREA" && field.closest(".paste")) { return; }
    var table = field.closest("[data-rows]");
    var text = event.clipboardData ? event.clipboardData.getData("text/plain") : "";
    var rows = text.replace(/[\r\n]+$/, "");
    if (!table || !/[\t\n]/.test(rows) || field.tagName === "TEXTAREA" && rows.indexOf("\t") < 0) { return; }
    var paste = table.querySelector(":scope > .paste");
    if (!paste) { return; }
    event.preventDefault();
    paste.querySelector("textarea").value = rows;
    paste.querySelector("[data-take]").click();
  });

  // Suggestions: the field's own datalist is filled with what the server finds for what was typed.
  var waiting;
  document.addEventListener("input", function (event) {
    var field = event.target;
    var from = field.getAttribute("data-suggest");
    if (!from || field.value.trim() === "") { return; }
    clearTimeout(waiting);
    waiting = setTimeout(function () {
      fetch(from + "?q=" + encodeURIComponent(field.value), { headers: { Accept: "application/json" } })
        .then(function (answer) { return answer.ok ? answer.json() : { items: [] }; })
        .then(function (found) {
          var list = document.getElementById(field.getAttribute("list"));
          if (!list) { return; }
          list.textContent = "";
          found.items.slice(0, 10).forEach(function (item) {
            var option = document.createElement("option");
            option.value = item.words;
            list.appendChild(option);
          });
        })
        .catch(function () { return null; });
    }, 180);
  });
})();
