/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What pages gain with scripts; every one of them works without. Search by "/", lock by Esc Esc,
   what is typed into a form with data-draft is kept by POST /draft. */
(function () {
  "use strict";
  var escaped = 0;
  var at = function (id) { return document.getElementById(id); };
  var typing = function (e) { return /^(INPUT|SELECT|TEXTAREA)$/.test(e.target.tagName); };

  document.addEventListener("keydown", function (e) {
    if (e.ctrlKey || e.altKey || e.metaKey) return;
    if (e.key === "/" && !typing(e) && at("q")) {
      e.preventDefault();
      at("q").focus();
    }
    if (e.key === "Escape") {
      if (e.timeStamp - escaped < 1000 && at("lock")) at("lock").submit();
      escaped = e.timeStamp;
    }
  });

  var first = at("errors") || at("done");
  if (first) first.focus();

  document.querySelectorAll("form[data-draft]").forEach(function (form) {
    var timer = 0, sent = "", state = form.querySelector("[data-saved]");
    var typed = function () {
      var body = new URLSearchParams();
      new FormData(form).forEach(function (value, name) {
        var field = form.elements[name];
        if (typeof value === "string" && !(field && field.type === "password")) body.append(name, value);
      });
      body.set("form", form.dataset.draft);
      return body;
    };
    var keep = function (last) {
      var body = typed(), words = body.toString();
      clearTimeout(timer);
      if (words === sent) return;
      fetch("/draft", {method: "POST", body: body, credentials: "same-origin", keepalive: last === true})
        .then(function (answer) {
          if (!answer.ok) return;
          sent = words;
          if (state) state.hidden = false;
        }, function () {});
    };
    form.addEventListener("input", function () {
      if (state) state.hidden = true;
      clearTimeout(timer);
      timer = setTimeout(keep, 2000);
    });
    form.addEventListener("submit", function () { clearTimeout(timer); sent = typed().toString(); });
    addEventListener("pagehide", function () { if (sent !== typed().toString() && timer) keep(true); });
  });
})();
