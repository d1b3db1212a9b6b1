"use strict";
/* Keys: J and K go down and up the rows, Enter opens, G and a letter goes to a list, C takes a case, "?" lists them. Letters can be switched off,
 * and none works while somebody types. */
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
	const actions = {
		j: () => move(1),
		k: () => move(-1),
		c: claim,
		g: () => { going = Date.now(); },
		"?": () => dialog.showModal(),
		".": () => document.querySelector("#news button").click(),
	};
	off.checked = kept() === "off";
	off.addEventListener("change", () => kept(off.checked ? "off" : "on"));
	opener.hidden = false;
	opener.addEventListener("click", () => dialog.showModal());
	document.addEventListener("keydown", (event) => {
		const at = document.activeElement, key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
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
		}
	});
})();
