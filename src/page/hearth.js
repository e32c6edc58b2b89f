/* SPDX-License-Identifier: AGPL-3.0-or-later */
/* What pages gain with scripts; every one of them works without. Search by "/", lock by Esc Esc,
   what is typed into a form with data-draft is kept by POST /draft, what takes long says how far it is. */
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

  /* How far something is: the same page is asked again and its words are taken over; when they are
     gone, it is over. */
  var far = document.querySelector("[data-reload]");
  var look = function () {
    fetch(location.href, {credentials: "same-origin"}).then(function (answer) {
      return answer.ok ? answer.text() : Promise.reject(answer);
    }).then(function (html) {
      var now = new DOMParser().parseFromString(html, "text/html").querySelector("[data-reload]");
      if (!now) {
        location.reload();
        return;
      }
      far.querySelector("[role=status]").textContent = now.querySelector("[role=status]").textContent;
      far.querySelector("progress").value = now.querySelector("progress").value;
      setTimeout(look, 2000);
    }, function () {});
  };
  if (far) setTimeout(look, 2000);

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
