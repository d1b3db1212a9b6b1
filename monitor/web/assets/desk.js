"use strict";
/* Search as you type: the whole answer in the list; "/" goes there, arrows choose, Enter opens, Esc closes. Without this the form works. */
(function () {
	const field = document.getElementById("q"), box = document.getElementById("answers");
	const said = document.getElementById("said");
	let timer = 0, asked = 0, at = -1;
	if (!field || !box)
		return;
	field.setAttribute("role", "combobox");
	field.setAttribute("aria-controls", "answers");
	field.setAttribute("aria-expanded", "false");
	field.setAttribute("aria-autocomplete", "list");
	function open(on) {
		box.hidden = !on;
		field.setAttribute("aria-expanded", String(on));
		if (!on)
			choose(-1);
	}
	function choose(which) {
		const links = box.querySelectorAll("a");
		at = links.length ? (which + links.length) % links.length : -1;
		if (which < 0 && at === links.length - 1 && box.hidden)
			at = -1;
		links.forEach((link, i) => link.setAttribute("aria-selected", String(i === at)));
		if (at >= 0)
			field.setAttribute("aria-activedescendant", links[at].id);
		else
			field.removeAttribute("aria-activedescendant");
	}
	async function ask() {
		const mine = ++asked, text = field.value.trim();
		if (text === "") {
			open(false);
			return;
		}
		const slow = setTimeout(() => field.classList.add("slow"), 300);
		try {
			const answer = await fetch("/desk/find?list=1&q=" + encodeURIComponent(text));
			const html = await answer.text();
			if (mine !== asked || !answer.ok)
				return;
			box.replaceChildren(...new DOMParser().parseFromString(html, "text/html").body.childNodes);
			const list = box.querySelector("ul"), tally = box.querySelector(".tally");
			if (list) {
				list.setAttribute("role", "listbox");
				list.setAttribute("aria-label", field.getAttribute("aria-label"));
				list.querySelectorAll("li").forEach((row) => row.setAttribute("role", "presentation"));
				list.querySelectorAll("a").forEach((link, i) => {
					link.id = "answer-" + i;
					link.setAttribute("role", "option");
					link.tabIndex = -1;
				});
			}
			open(true);
			choose(0);
			if (said && tally)
				said.textContent = tally.textContent;
		} catch (error) {
			open(false);
		} finally {
			clearTimeout(slow);
			if (mine === asked)
				field.classList.remove("slow");
		}
	}
	field.addEventListener("input", () => {
		clearTimeout(timer);
		timer = setTimeout(ask, 60);
	});
	field.addEventListener("keydown", (event) => {
		const links = box.querySelectorAll("a");
		if (event.key === "Escape") {
			open(false);
		} else if (!box.hidden && links.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
			event.preventDefault();
			choose(at + (event.key === "ArrowDown" ? 1 : -1));
		} else if (event.key === "Enter" && !box.hidden && at >= 0) {
			event.preventDefault();
			links[at].click();
		}
	});
	document.addEventListener("keydown", (event) => {
		if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
			event.preventDefault();
			field.focus();
		}
	});
	document.addEventListener("click", (event) => {
		if (!box.contains(event.target) && event.target !== field)
			open(false);
	});
})();
