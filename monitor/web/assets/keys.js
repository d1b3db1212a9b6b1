"use strict";
/* Keys: J and K go down and up the rows, Enter opens, G and a letter goes to a list, C takes a case, "?" lists them; what a page can do besides
 * says its letter itself (data-key), and stands at its foot. Letters can be switched off, and none works while somebody types; Ctrl Enter sends what is typed. */
(function () {
	const dialog = document.getElementById("keys"), opener = document.getElementById("keys-open");
	const off = document.getElementById("keys-off");
	let going = 0;
	if (!dialog || !opener || !dialog.showModal)
		return;
	function kept(value) {
		try {
			if (value !== undefined)
				localStorage.setItem("keys", value);
			return localStorage.getItem("keys");
		} catch {
			return null; /* nothing is kept: letters stay on */
		}
	}
	function rows() {
		return [...document.querySelectorAll("main .whom a, main .rows a")];
	}
	function move(step) {
		const all = rows(), row = document.activeElement.closest("li");
		const at = all.findIndex((link) => link === document.activeElement || (row && row.contains(link)));
		const next = all[at < 0 ? (step > 0 ? 0 : all.length - 1) : Math.min(Math.max(at + step, 0), all.length - 1)];
		if (next) {
			next.focus({ preventScroll: true });
			next.scrollIntoView({ block: "nearest" });
		}
	}
	function claim() {
		const row = document.activeElement.closest("main li"), within = row || document.querySelector("main .case");
		const form = within && within.querySelector("form[action$='/claim']");
		if (form)
			form.requestSubmit();
	}
	function go(key) {
		const link = document.querySelector("nav a[data-key='" + key + "']");
		if (link)
			link.click();
	}
	/* A field is gone to, a button pressed; what opens leads to its first field. */
	function act(key) {
		const at = document.querySelector("main [data-key='" + key + "']");
		if (!at)
			return false;
		if (/^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) {
			at.focus();
			return true;
		}
		at.click();
		const field = at.tagName === "SUMMARY" && at.parentElement.querySelector("textarea, select, input:not([type=hidden]), button");
		if (field)
			field.focus();
		return true;
	}
	function send(at) {
		const form = at.closest("main form"), button = form && (form.querySelector("button.main") || form.querySelector("button"));
		if (button && !button.disabled)
			form.requestSubmit(button);
	}
	function hint() {
		const hints = document.getElementById("hints"), named = new Set();
		hints.querySelectorAll("[data-rows]").forEach((row) => { row.hidden = rows().length === 0; });
		for (const at of document.querySelectorAll("main [data-key]")) {
			if (named.has(at.dataset.key))
				continue;
			named.add(at.dataset.key);
			const words = [...at.childNodes].filter((node) => node.nodeName !== "KBD").map((node) => node.textContent).join("").trim();
			const key = document.createElement("kbd"), one = document.createElement("span");
			key.textContent = at.dataset.key.toUpperCase();
			one.append(key, " " + (at.dataset.name || words));
			hints.append(one, " ");
		}
		hints.hidden = false;
	}
	const actions = {
		j: () => move(1),
		k: () => move(-1),
		c: claim,
		g: () => { going = Date.now(); },
		"?": () => dialog.showModal(),
		".": () => document.querySelector("#news button").click(),
	};
	hint();
	off.checked = kept() === "off";
	off.addEventListener("change", () => kept(off.checked ? "off" : "on"));
	opener.hidden = false;
	opener.addEventListener("click", () => dialog.showModal());
	document.addEventListener("keydown", (event) => {
		const at = document.activeElement, key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
		if (event.ctrlKey && key === "Enter")
			send(at);
		if (event.ctrlKey || event.metaKey || event.altKey || dialog.open || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName))
			return;
		if (key === "Escape" && location.pathname.split("/").length > 3 && history.length > 1) {
			history.back();
		} else if (off.checked) {
			return;
		} else if (Date.now() - going < 1500 && /^[a-z]$/.test(key)) {
			going = 0;
			event.preventDefault();
			go(key);
		} else if (Object.hasOwn(actions, key)) {
			event.preventDefault();
			actions[key]();
		} else if (/^[a-z]$/.test(key) && act(key)) {
			event.preventDefault();
		}
	});
})();
